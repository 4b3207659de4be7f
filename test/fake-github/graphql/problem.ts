/** The kinds of failure that GitHub names in `errors[].type`. */
export type ProblemType =
  | 'EXCESSIVE_PAGINATION'
  | 'FORBIDDEN'
  | 'INVALID_CURSOR_ARGUMENTS'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'NOT_FOUND'
  | 'UNPROCESSABLE';

/** What a field can't be answered with; the other fields of the request still are. */
export class GraphqlProblem extends Error {
  readonly type: ProblemType;

  constructor(type: ProblemType, message: string) {
    super(message);
    this.type = type;
  }
}

export const notAccessible = (): GraphqlProblem =>
  new GraphqlProblem('FORBIDDEN', 'Resource not accessible by integration');
