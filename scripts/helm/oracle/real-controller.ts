import { join } from 'node:path';
import * as v from 'valibot';
import { LineProgram } from '../../go/line-program.ts';
import { type Answer, AnswerSchema, type Question } from './question.ts';

/** A helm-controller, as far as it makes objects of HelmReleases. */
export interface RealController {
  readonly ask: (question: Question) => Promise<Answer>;
  readonly close: () => void;
}

/**
 * Builds a program in `go/`, where that is needed, and starts it.
 *
 * @throws Error where there is no Go, or it does not build
 */
export function openController(name: 'helm3' | 'helm4'): RealController {
  const program = new LineProgram({
    name: `oracle-${name}`,
    source: join('scripts', 'helm', 'oracle', 'go', name),
    // With which the releases of helm-controller are built that embed Helm 4.
    toolchain: 'go1.26.8',
  });
  return {
    ask: async (question) => v.parse(AnswerSchema, await program.ask(question)),
    close: () => program.close(),
  };
}
