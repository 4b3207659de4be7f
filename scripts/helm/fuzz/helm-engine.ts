import { join } from 'node:path';
import * as v from 'valibot';
import { LineProgram } from '../../go/line-program.ts';
import { type Answer, filesOf, withDelimiters } from './answer.ts';
import type { Question } from './question.ts';

const AnswerSchema = v.object({ out: v.string(), err: v.string() });

/** Helm's own engine, in a process that answers one question after the other. */
export interface HelmEngine {
  /** @throws Error where it has ended */
  readonly ask: (question: Question) => Promise<Answer>;
  readonly close: () => void;
}

/**
 * Builds Helm's engine, where that is needed, and starts it.
 *
 * @throws Error where there is no Go, or it does not build
 */
export function openHelmEngine(): HelmEngine {
  const program = new LineProgram({
    name: 'helm-engine',
    source: join('scripts', 'helm', 'fuzz', 'engine'),
    // With which Helm 4.2.4 is built, as its `.github/env` asks for, and the releases of helm-controller that embed it. Go
    // 1.27 reads and writes JSON otherwise and shows a template's own delimiters in errors.
    toolchain: 'go1.26.8',
  });
  return {
    ask: async (question) => {
      const { text, values, strict, plain } = question;
      const asked = plain ? { text: withDelimiters(text), plain } : { files: filesOf(question) };
      return v.parse(AnswerSchema, await program.ask({ ...asked, values, strict }));
    },
    close: () => program.close(),
  };
}
