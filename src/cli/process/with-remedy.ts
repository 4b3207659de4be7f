/** @returns a sentence and what to do about it, as the command line says them: `reason; remedy` */
export function withRemedy({
  reason,
  remedy,
}: {
  readonly reason: string;
  readonly remedy: string | undefined;
}): string {
  if (remedy === undefined) return reason;
  const words = remedy.startsWith('--') ? remedy : remedy.charAt(0).toLowerCase() + remedy.slice(1);
  return `${reason}; ${words.replace(/\.$/, '')}`;
}
