import type { PullHandle } from '../../../../test/fake-github/handles/pull-handle.ts';
import type { Random } from '../../../storm/random.ts';
import { WITH_SECRET, WITHOUT_HOME } from '../../world/effects.ts';
import type { Story } from '../story/story.ts';
import { moveBase, push } from './branches.ts';
import { accept, approveBy, say, submit } from './people.ts';
import { reopen, retarget } from './pulls.ts';

/** Who tries it, and on which pull request. */
interface Cast {
  readonly story: Story;
  readonly random: Random;
  readonly pull: PullHandle;
  /** Somebody who may approve, and another one. */
  readonly who: string;
  readonly other: string;
}

/**
 * What leads to where a check could stay or become green that should not be: some things that have to happen one after the
 * other. By chance alone they seldom do, with nothing in between that mends it.
 */
export interface Plot {
  readonly name: string;
  readonly parts: readonly ((cast: Cast) => Promise<string | undefined> | string | undefined)[];
}

export const plots: readonly Plot[] = [
  { name: 'who pushed in the name of another approves', parts: [pushForAnother, approve] },
  { name: 'who retargeted approves', parts: [retargetToOther, approve] },
  { name: 'who reopened approves', parts: [({ pull }) => closeIt(pull), reopenIt, approve] },
  { name: 'another change after an approval', parts: [approve, pushAnotherChange] },
  { name: 'a base that moves after an approval', parts: [approve, moveTheBase] },
  { name: 'an approval is taken back', parts: [approve, unapprove] },
  { name: 'a role is lost after an approval', parts: [approve, loseRole] },
  { name: 'a review that approves is followed by one that does not', parts: [approveByReview, askForChanges] },
  { name: 'an error is overridden', parts: [pushError, overrideIt, approve] },
  { name: 'who overrode administers no more', parts: [pushError, overrideIt, approve, stopAdministering] },
  { name: 'a deletion is acknowledged', parts: [pushLoss, acknowledge, approve] },
  { name: 'who acknowledged loses the role', parts: [pushLoss, acknowledge, approve, loseRole] },
  {
    name: 'who pushed a deletion in the name of another acknowledges it',
    parts: [pushLossForAnother, acknowledge, approve],
  },
  { name: 'who only approves overrides', parts: [pushError, overrideAlone, approve] },
];

/** @returns who plays it, as GitHub knows them at the beginning of a story */
export function castOf(story: Story, random: Random): Cast | undefined {
  const pull = random.pick(story.pulls);
  const who = random.pick(['mia', 'ren', 'ada']) ?? 'mia';
  return pull && { story, random, pull, who, other: who === 'mia' ? 'ren' : 'mia' };
}

function pushForAnother({ story, random, pull, who }: Cast): Promise<string> {
  return push(story, pull.head, random, { by: who, author: 'dana', change: { prod: 2 + random.below(2) } });
}

/** A cluster's versions are 1 to 3; a base begins with 1. */
function pushAnotherChange({ story, random, pull }: Cast): Promise<string> {
  const { prod = 1 } = story.headOf(pull.headSha).content;
  return push(story, pull.head, random, { by: 'dana', author: 'dana', change: { prod: prod === 2 ? 3 : 2 } });
}

function moveTheBase({ story, random, pull: { base, headSha } }: Cast): Promise<string> {
  const { prod = 1 } = story.headOf(headSha).content;
  const { prod: standing = 1 } = story.tipOf(base);
  const [next = 1] = [1, 2, 3].filter((version) => version !== prod && version !== standing);
  return moveBase(story, random, base, { ...story.tipOf(base), prod: next });
}

function retargetToOther({ story, pull, who }: Cast): Promise<string | undefined> {
  return retarget(story, pull, pull.base === 'main' ? 'release' : 'main', who);
}

async function closeIt(pull: PullHandle): Promise<string> {
  await pull.close('dana');
  return `#${pull.number} is closed`;
}

function reopenIt({ story, pull, who }: Cast): Promise<string | undefined> {
  return reopen(story, pull, who);
}

function approve({ story, random, pull, who, other }: Cast): string {
  approveBy(story, random, pull, [who, other]);
  return `${who} first`;
}

function approveByReview({ story, random, pull, who, other }: Cast): string {
  approveBy(story, random, pull, [who, other], ['review']);
  return `${who} first, by review`;
}

function pushError({ story, random, pull }: Cast): Promise<string> {
  return push(story, pull.head, random, { by: 'dana', author: 'dana', change: { prod: WITH_SECRET } });
}

function pushLoss({ story, random, pull }: Cast): Promise<string> {
  return push(story, pull.head, random, { by: 'dana', author: 'dana', change: { prod: WITHOUT_HOME } });
}

function pushLossForAnother({ story, random, pull, who }: Cast): Promise<string> {
  return push(story, pull.head, random, { by: who, author: 'dana', change: { prod: WITHOUT_HOME } });
}

function acknowledge({ story, random, pull, who, other }: Cast): string {
  story.stage.clock.pass();
  return [who, other].map((by) => accept(story, random, 'acknowledge', pull, by)).join('; ');
}

function overrideIt({ story, random, pull }: Cast): string {
  story.stage.clock.pass();
  return accept(story, random, 'override', pull, 'ada');
}

function overrideAlone({ story, random, pull, who }: Cast): string {
  story.stage.clock.pass();
  return accept(story, random, 'override', pull, who);
}

function stopAdministering({ story, random }: Cast): string {
  const role = random.pick(['maintain', undefined] as const);
  story.setRole('ada', role);
  return `ada is ${role ?? 'nobody'}`;
}

/** By one of those who gave it, or by somebody else who may. */
function unapprove({ story, random, pull, who, other }: Cast): string {
  story.stage.clock.pass();
  return say(story, 'unapprove', pull, 'prod', random.pick([who, other]) ?? who);
}

function loseRole({ story, random, who }: Cast): string {
  const role = random.pick(['write', undefined] as const);
  story.setRole(who, role);
  return `${who} is ${role ?? 'nobody'}`;
}

function askForChanges({ story, pull, who }: Cast): string {
  return submit(story, 'changes_requested', pull, who);
}
