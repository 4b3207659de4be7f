import { styleText } from 'node:util';

/** The person in front of it, or the file behind it. */
export interface Terminal {
  readonly isTerminal: boolean;
  readonly width: number;
  readonly line: (text?: string) => void;
  /** Says what is going on right now; gone with the next line. Nothing where nobody watches. */
  readonly progress: (text: string) => void;
  readonly paint: (style: Style, text: string) => string;
}

export type Style = Parameters<typeof styleText>[0];

const erased = '\r\u001b[2K';

export function openTerminal(out: NodeJS.WriteStream, variables: NodeJS.ProcessEnv): Terminal {
  const isTerminal = out.isTTY === true;
  const isColored = isTerminal && !variables.NO_COLOR && variables.TERM !== 'dumb';
  const width = Math.min(Math.max(isTerminal ? out.columns : 100, 60), 110);
  return {
    isTerminal,
    width,
    line: (text = '') => out.write(`${isTerminal ? erased : ''}${text}\n`),
    progress: (text) => {
      if (isTerminal) out.write(`${erased}${text.slice(0, width - 1)}`);
    },
    paint: (style, text) => (isColored ? styleText(style, text) : text),
  };
}
