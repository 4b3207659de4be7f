import { createHash } from 'node:crypto';
import type { Dashboard } from '../../ask/question.ts';
import { listed } from '../../text/counted.ts';
import { code, name, prose } from '../../text/escape.ts';
import { behindIn } from './drift-text.ts';

/** A promotion that a tick asks for. */
export interface PromotionBox {
  /** Equal for equal commands: it stands in the issue, where no name of the repository could. None for what no command can hold. */
  readonly id: string | undefined;
  readonly unit: string;
  readonly cluster: string;
  readonly kind: 'behind' | 'missing';
  /** As somebody would write it in a comment. */
  readonly command: string;
  /** Why, as markdown. */
  readonly why: string;
}

/** Longer lines are no commands. In characters. */
const LONGEST = 500;

/** @returns what could be promoted, in promotion order; of each cluster what is behind before what it lacks */
export function promotionBoxes({ found, offers }: Pick<Dashboard, 'found' | 'offers'>): readonly PromotionBox[] {
  const behind = found.units.flatMap((unit) => behindIn(unit).map((each) => ({ unit: unit.unit, ...each })));
  return offers.flatMap(({ cluster, units }) => [
    ...behind
      .filter((each) => each.cluster === cluster)
      .map(({ unit, than, what }) => {
        const why = `${listed(what.map((each) => prose(each)))}, as in ${name(than, 40)}`;
        return boxOf({ cluster, kind: 'behind', words: ['/promote', unit, cluster, '--version', '--from', than], why });
      }),
    ...units.map(({ unit, from }) =>
      boxOf({ cluster, kind: 'missing', words: ['/promote', unit, cluster], why: `from ${name(from, 40)}` }),
    ),
  ]);
}

type Words = Pick<PromotionBox, 'cluster' | 'kind' | 'why'> & { readonly words: readonly string[] };

function boxOf({ words, ...rest }: Words): PromotionBox {
  const [, unit = '', cluster = ''] = words;
  const command = words.join(' ');
  const isCommand =
    command.length <= LONGEST && words.every((word) => /^\S+$/.test(word)) && ![unit, cluster].some(isFlag);
  return { id: isCommand ? idOf(command) : undefined, command, unit, ...rest };
}

function isFlag(word: string): boolean {
  return word.startsWith('-');
}

function idOf(command: string): string {
  return createHash('sha256').update(command).digest('hex').slice(0, 12);
}

/** @returns the line of a list that GitHub shows as a box to tick; without a box where a name has white space, say */
export function boxLine({ id, command, why }: PromotionBox): string {
  const shown = `${code(command, LONGEST)} ${why}`;
  return id === undefined ? `- ${shown}; no command can hold this name` : `- [ ] <!-- promote ${id} -->${shown}`;
}

/** @returns the ids of the boxes that are ticked, each once */
export function tickedIn(body: string): readonly string[] {
  const ticked = body.replaceAll('\r\n', '\n').matchAll(/^- \[[xX]\] <!-- promote ([0-9a-f]{12}) -->/gm);
  return [...new Set([...ticked].map(([, id = '']) => id))];
}
