import type { PlannedPromotion } from '../../../src/promotion/plan/promotion.ts';

/** What a patch says of itself, as far as it names objects and fields. */
export class Named {
  readonly #notes: readonly string[];

  constructor({ notes, values }: Pick<PlannedPromotion, 'notes' | 'values'>) {
    this.#notes = [...notes, ...values.map(({ object, field }) => `\`${object}\` \`${field}\``)];
  }

  /** @returns whether a note says that the target gets an object which the source does not run */
  isAdded(id: string): boolean {
    return this.#about(id).some((note) => /\balso (adds|brings) /.test(note));
  }

  /** @returns whether it comes with a list that was made */
  isBrought(id: string): boolean {
    return this.#about(id).some((note) => note.includes(' also brings '));
  }

  /** @returns whether a note says that the target does not get an object which the source runs */
  isLeftOut(id: string): boolean {
    return this.#about(id).some((note) => note.includes(' does not get '));
  }

  /** @returns whether a note names a field of an object, or what it is in */
  hasField(id: string, path: readonly string[]): boolean {
    return this.#about(id).some((note) =>
      [...note.matchAll(/`([^`]+)`/g)].some(([, text = '']) => {
        const [named, asked] = [fieldsOf(text).join('.'), path.join('.')];
        // Of what one side lacks, the fields in it may be named.
        return named !== '' && (isPrefix(named, asked) || isPrefix(asked, named));
      }),
    );
  }

  /** @returns whether a note says that words of the source were replaced */
  get hasNewWords(): boolean {
    return this.#notes.some((note) => / replaced by /.test(note));
  }

  #about(id: string): readonly string[] {
    const name = `\`${id.replace(/^[^/]*\//, '').replace(/ .*\//, '/')}\``;
    return this.#notes.filter((note) => note.includes(name));
  }
}

/** `spec.containers[name=app].env["a.b"]` leads through spec, containers, env, a.b. */
function fieldsOf(text: string): readonly string[] {
  return [...text.matchAll(/\["([^"]*)"\]|\[[^\]]*\]|([^.[\]]+)/g)].flatMap(
    ([, quoted, plain]) => quoted ?? plain ?? [],
  );
}

function isPrefix(short: string, long: string): boolean {
  return `${long}.`.startsWith(`${short}.`);
}
