/** Whoever has one signed delivery can try shorter ones against it, on their own machine. In characters. */
const leastLength = 16;

/**
 * @param current `WEBHOOK_SECRET`
 * @param former `WEBHOOK_SECRET_FORMER`, which signs deliveries as well as the current one does
 * @returns for each that could be guessed, what to do about it
 */
export function weakSecrets(current: string, former: string | undefined): readonly string[] {
  const isWeak = (secret: string) => secret.length < leastLength;
  return [
    ...(isWeak(current)
      ? [
          `WEBHOOK_SECRET is shorter than ${leastLength} characters, so it can be guessed: make one with \`openssl rand -hex 32\`, and set it here and in the App's settings.`,
        ]
      : []),
    ...(former !== undefined && isWeak(former)
      ? [
          `WEBHOOK_SECRET_FORMER is shorter than ${leastLength} characters, so it can be guessed: remove it once the App's settings have the new secret; what is refused until then is requested again.`,
        ]
      : []),
  ];
}
