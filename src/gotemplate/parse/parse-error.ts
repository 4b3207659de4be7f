/** What is wrong with a template, as Go says it. */
export class ParseError extends Error {
  override readonly name = 'ParseError';
}
