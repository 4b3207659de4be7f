/** An error of a template that runs, as Go says it. */
export class ExecError extends Error {
  override readonly name = 'ExecError';
  /** The name of the template that was running. */
  readonly template: string;

  constructor(template: string, message: string, cause?: Error) {
    super(message, cause === undefined ? {} : { cause });
    this.template = template;
  }
}
