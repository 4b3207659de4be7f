/** Longer than any name Kubernetes allows; a longer one is shown by its two ends. */
const longest = 160;

/** Controls, invisible and direction-changing characters, and unpaired surrogates: what makes text lie to the eye. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Text of the repository as one line in which every character can be seen, and none starts a hidden comment.
 *
 * @param limit how many characters to keep; the middle of a longer text is left out
 */
export function visibleText(text: string, limit: number = longest): string {
  return shorten(
    visible(text).replaceAll(/[\n\t]/g, (character) => (character === '\n' ? '⏎' : '⇥')),
    limit,
  );
}

/** The same for text of several lines, which keeps its line ends and tabs. */
export function visibleLines(text: string): string {
  return visible(text.replaceAll('\r\n', '\n'));
}

function visible(text: string): string {
  return text
    .replaceAll(unseen, (character) => {
      if (character === '\n' || character === '\t') return character;
      const code = character.codePointAt(0) ?? 0;
      return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
    })
    .replaceAll('<!--', '‹!--');
}

function shorten(text: string, limit: number): string {
  const characters = [...text.slice(0, limit * 2), ...text.slice(Math.max(limit * 2, text.length - limit))];
  if (characters.length <= limit) return text;
  const head = Math.ceil((limit - 1) * 0.7);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (limit - 1 - head)).join('')}`;
}
