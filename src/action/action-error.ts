/** What whoever wrote the workflow can mend: one sentence that says how. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
}
