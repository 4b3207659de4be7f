import { styleText } from 'node:util';

/** A terminal with a person, or a file that output is redirected to. */
export interface Terminal {
  readonly isTerminal: boolean;
  readonly width: number;
  readonly line: (text?: string) => void;
  /** Shows the current step until the next line; nothing if it is not a terminal. */
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
