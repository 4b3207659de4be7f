import type { Random } from '../../storm/random.ts';
import type { Game } from '../play/game.ts';
import { WITHOUT_HOME } from '../world/effects.ts';
import type { Pull } from '../world/world.ts';
import { forcePush, push, pushBack } from './branches.ts';
import { acceptOn, commandOn } from './commands.ts';
import { moveBase } from './merges.ts';
import { click, openPage } from './people.ts';
import { close, reopen, retarget } from './pulls.ts';

/** Who tries it, and on which pull request. */
export interface Cast {
  readonly pull: Pull;
  /** Two who may approve. */
  readonly who: string;
  readonly other: string;
}

/**
 * What leads to where a check could stay or become green that should not be: some things that have to happen one after the
 * other, mostly with a rest in between. By chance alone they seldom do.
 */
export interface Plot {
  readonly name: string;
  readonly parts: readonly ((game: Game, random: Random, cast: Cast) => string | undefined)[];
}

export const plots: readonly Plot[] = [
  { name: 'who pushed in the name of another approves', parts: [pushForAnother, approveAlone] },
  { name: 'who retargeted approves', parts: [retargetToOther, approveAlone] },
  { name: 'a page of another base is clicked', parts: [openPageOf, leaveByAnother, clickLast] },
  {
    name: 'what another base shows is approved on the return',
    parts: [moveTheOther, leaveByAnother, returnAndApprove],
  },
  { name: 'who reopened approves', parts: [closeIt, reopenIt, approveAlone] },
  { name: 'who pushed to one of two with one head approves the other', parts: [shareHead, approveAlone] },
  { name: 'a base that moves after an approval', parts: [approve, moveTheBase] },
  { name: 'an approval is taken back', parts: [approve, unapprove] },
  { name: 'a role is lost after an approval', parts: [approve, loseRole] },
  {
    name: 'what was approved is left to another, which goes as well',
    parts: [shareHead, approveBoth, moveOn, moveOtherOn],
  },
  {
    name: 'what was approved is taken back on another head, and the first one comes back',
    parts: [approve, moveOn, unapprove, goBack],
  },
  {
    name: 'what was approved is taken back on a further head, and the first one comes back',
    parts: [approve, (game, random, { pull }) => push(game, random, pull, 'dana'), unapprove, goBack],
  },
  { name: 'an error is overridden', parts: [pushError, override, approve] },
  { name: 'who overrode administers no more', parts: [pushError, override, approve, stopAdministering] },
  {
    name: 'who overrode where nobody approves administers no more',
    parts: [toLax, pushError, override, stopAdministering],
  },
  { name: 'what was overridden becomes another effect', parts: [pushError, override, moveTheBase, approve] },
  { name: 'a deletion is acknowledged', parts: [pushLoss, acknowledge, approve] },
  { name: 'an acknowledgment is taken back', parts: [pushLoss, acknowledge, approve, unapprove] },
  { name: 'who acknowledged loses the role', parts: [pushLoss, acknowledge, approve, loseRole] },
  {
    name: 'who pushed a deletion in the name of another acknowledges it',
    parts: [pushLossForAnother, acknowledgeAlone],
  },
  { name: 'who only approves another cluster acknowledges a deletion', parts: [pushLossOfEdge, acknowledgeElsewhere] },
  {
    name: 'where nobody approves, who acknowledged loses the role',
    parts: [toLax, pushLoss, acknowledge, loseRole],
  },
  {
    name: 'what was acknowledged becomes another deletion',
    parts: [pushLoss, acknowledge, moveTheBase, approve],
  },
  { name: 'an error is overridden before anybody can see it', parts: [pushErrorAndOverride, approve] },
];

export function castOf(game: Game, random: Random): Cast | undefined {
  const pull = random.pick(game.world.pulls);
  const [who = 'mia', other = 'ren'] = random.chance(0.5) ? ['mia', 'ren'] : ['ada', 'mia'];
  return pull && { pull, who, other };
}

/** By somebody who may approve what is not theirs. */
function pushForAnother(game: Game, random: Random, { pull, who }: Cast): string | undefined {
  return push(game, random, pull, who, ['dana']);
}

function retargetToOther(game: Game, _: Random, { pull, who }: Cast): string | undefined {
  return pull.isOpen ? retarget(game, pull, otherBaseOf(pull), who) : undefined;
}

function openPageOf(game: Game, random: Random, { pull }: Cast): string | undefined {
  return openPage(game, random, pull);
}

function leaveByAnother(game: Game, random: Random, { pull }: Cast): string | undefined {
  return retargetToOther(game, random, { pull, who: 'dana', other: 'dana' });
}

function clickLast(game: Game, _: Random, { who }: Cast): string | undefined {
  const page = game.pages.open.at(-1);
  return page && click(game, page, who);
}

function closeIt(game: Game, _: Random, { pull }: Cast): string | undefined {
  return pull.isOpen ? close(game, pull) : undefined;
}

function reopenIt(game: Game, _: Random, { pull, who }: Cast): string | undefined {
  return reopen(game, pull, who);
}

function pushLoss(game: Game, random: Random, { pull }: Cast): string | undefined {
  return forcePush(game, random, pull, 'dana', { prod: random.pick([5, WITHOUT_HOME]) ?? WITHOUT_HOME });
}

/** Where somebody else is needed for nothing but the deletion. */
function pushLossForAnother(game: Game, random: Random, { pull, who }: Cast): string | undefined {
  return push(game, random, pull, who, ['dana'], { prod: WITHOUT_HOME });
}

function pushLossOfEdge(game: Game, random: Random, { pull }: Cast): string | undefined {
  return forcePush(game, random, pull, 'dana', { edge: WITHOUT_HOME });
}

/** In a cluster that only others approve. */
function acknowledgeElsewhere(game: Game, random: Random, { pull }: Cast): string {
  const approved = commandOn(game, pull, { kind: 'approve', by: 'walt', target: 'edge' });
  const about = { kind: 'acknowledge' as const, rule: 'namespace-lost', reason: 'that is meant' };
  const by = random.pick(['mia', 'ren']) ?? 'mia';
  return `${approved}; ${acceptOn(game, pull, { ...about, by, cluster: random.pick([undefined, 'edge'] as const) })}`;
}

function acknowledgeAlone(game: Game, _: Random, { pull, who, other }: Cast): string {
  const approved = commandOn(game, pull, { kind: 'approve', by: other, target: 'prod' });
  const about = { kind: 'acknowledge' as const, by: who, rule: 'namespace-lost', reason: 'that is meant' };
  return `${approved}; ${acceptOn(game, pull, { ...about, cluster: 'prod' })}`;
}

function acknowledge(game: Game, random: Random, { pull, who, other }: Cast): string {
  const about = { kind: 'acknowledge' as const, rule: 'namespace-lost', reason: 'that is meant' };
  const cluster = random.pick([undefined, 'prod'] as const);
  return [who, other].map((by) => acceptOn(game, pull, { ...about, by, cluster })).join('; ');
}

function toLax(game: Game, _: Random, { pull }: Cast): string | undefined {
  return pull.isOpen && pull.base !== 'lax' ? retarget(game, pull, 'lax', 'dana') : undefined;
}

function pushError(game: Game, random: Random, { pull }: Cast): string | undefined {
  return forcePush(game, random, pull, 'dana', { prod: random.pick([4, 5]) ?? 4 });
}

/** By somebody who may, or who only may approve. */
function override(game: Game, random: Random, { pull, who }: Cast): string {
  const by = random.chance(0.8) ? 'ada' : who;
  const rules = ['plaintext-secret', 'namespace-lost'].filter(() => random.chance(0.9));
  const about = {
    kind: 'override' as const,
    by,
    reason: 'that is meant',
    cluster: random.pick([undefined, 'prod'] as const),
  };
  return rules.map((rule) => acceptOn(game, pull, { ...about, rule })).join('; ');
}

function pushErrorAndOverride(game: Game, random: Random, cast: Cast): string | undefined {
  const pushed = pushError(game, random, cast);
  game.world.time += 1000;
  return pushed && `${pushed}; ${override(game, random, cast)}`;
}

function stopAdministering(game: Game, random: Random): string {
  const role = random.pick(['maintain', undefined] as const);
  game.setRole('ada', role);
  return `ada is ${role ?? 'nobody'}`;
}

/** The other pull request gets the head of this one. */
function shareHead(game: Game, _: Random, { pull, who }: Cast): string | undefined {
  const other = game.world.pulls.find((each) => each !== pull);
  return other && pushBack(game, other, game.world.branch(pull.branch).commits, who);
}

function moveTheBase(game: Game, random: Random, { pull: { base } }: Cast): string {
  return moveProd(game, random, base);
}

/** Then there is something else to be approved there. */
function moveTheOther(game: Game, random: Random, { pull }: Cast): string {
  return moveProd(game, random, otherBaseOf(pull));
}

function moveProd(game: Game, random: Random, base: string): string {
  const { content } = game.world.tipOf(base);
  return moveBase(game, base, { ...content, prod: 1 + (((content.prod ?? 0) + random.below(2)) % 3) });
}

/** Before the App has looked at it there again. */
function returnAndApprove(game: Game, random: Random, cast: Cast): string | undefined {
  const returned = leaveByAnother(game, random, cast);
  game.world.time += 1000;
  return returned && `${returned}; ${approve(game, random, cast)}`;
}

function otherBaseOf({ base }: Pull): string {
  return base === 'main' ? 'release' : 'main';
}

function loseRole(game: Game, random: Random, { who, other }: Cast): string {
  const login = random.pick([who, other]) ?? who;
  game.setRole(login, 'write');
  return `${login} only writes`;
}

function moveOn(game: Game, random: Random, { pull }: Cast): string | undefined {
  return forcePush(game, random, pull, 'dana');
}

function moveOtherOn(game: Game, random: Random, { pull }: Cast): string | undefined {
  const other = game.world.pulls.find((each) => each !== pull);
  return other && forcePush(game, random, other, 'dana');
}

function approveAlone(game: Game, _: Random, { pull, who }: Cast): string {
  return commandOn(game, pull, { kind: 'approve', by: who, target: 'prod' });
}

function approveBoth(game: Game, _: Random, { who, other }: Cast): string {
  const all = game.world.pulls.flatMap((pull) =>
    [who, other].map((by) => commandOn(game, pull, { kind: 'approve', by, target: 'prod' })),
  );
  return all.join('; ');
}

function approve(game: Game, _: Random, { pull, who, other }: Cast): string {
  return [who, other].map((by) => commandOn(game, pull, { kind: 'approve', by, target: 'prod' })).join('; ');
}

function unapprove(game: Game, random: Random, { pull, who, other }: Cast): string {
  return commandOn(game, pull, { kind: 'unapprove', by: random.pick([who, other]) ?? who, target: 'prod' });
}

function goBack(game: Game, _: Random, { pull }: Cast): string | undefined {
  const former = game.world.branch(pull.branch).former.at(-1);
  return former && pushBack(game, pull, former, 'dana');
}
