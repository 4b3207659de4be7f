const pattern = /^pull ([1-9]\d{0,9})(?: |$)/;

/**
 * What a check run says of its pull request in `external_id`, which deliveries about the run repeat: for forks, GitHub
 * itself names none.
 *
 * @param content tells two results apart
 */
export function externalIdOf(number: number, content?: string): string {
  return `pull ${number}${content === undefined ? '' : ` ${content}`}`;
}

/** @returns the number of the pull request; `undefined` for a run that is not about one */
export function pullOfExternalId(externalId: string | null): number | undefined {
  const [, number] = pattern.exec(externalId ?? '') ?? [];
  return number === undefined ? undefined : Number(number);
}
