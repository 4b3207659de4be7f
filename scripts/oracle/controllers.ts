import { join } from 'node:path';
import * as v from 'valibot';
import { LineProgram } from '../go/line-program.ts';
import { modulesWithSchemaOnce } from '../go/schema-once.ts';
import { type Answer, AnswerSchema, canonical } from './answer.ts';
import type { Fleet } from './fleets/fleet.ts';

/** The controllers, as far as they make objects of a repository. */
export interface Controllers {
  readonly reconcile: (fleet: Fleet) => Promise<Answer>;
  readonly close: () => void;
}

/**
 * Builds the program beside this file, where that is needed, and starts it.
 *
 * @throws Error where there is no Go, or it does not build
 */
export function openControllers(): Controllers {
  const program = new LineProgram({
    name: 'controllers',
    source: join('scripts', 'oracle', 'controllers'),
    // What the newest packages of Flux want.
    toolchain: 'go1.27.3',
    // What a fleet leaves behind is small beside what is kept.
    variables: { GOGC: '800' },
    modules: modulesWithSchemaOnce,
  });
  return {
    reconcile: async (fleet) => answerIn(await program.ask({ ...fleet, files: Object.fromEntries(fleet.files) })),
    close: () => program.close(),
  };
}

function answerIn(said: unknown): Answer {
  const { roots, error } = v.parse(AnswerSchema, said);
  if (error !== '') return new Map([['flux-system/flux-system', { objects: [], error }]]);
  return new Map(
    Object.entries(roots).map(([name, root]) => [
      name,
      { objects: (root.objects ?? []).map(canonical).sort(), error: root.error },
    ]),
  );
}
