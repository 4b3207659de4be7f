import type { Mutation } from '../mutate/mutation.ts';
import { findingMutations } from './finding-mutations.ts';

/** Mistakes that would let somebody past the check, each such as a hasty hand could make. */
export const mutations: readonly Mutation[] = [
  ...findingMutations,
  {
    name: 'the record on the live head counts, whatever was written later on another',
    file: 'github/record/kept-log',
    from: '((each?.writes ?? -1) > (best?.writes ?? -1) ? each : best)',
    to: '(best ?? each)',
    also: [{ file: 'github/record/kept-log', from: 'of elsewhere)', to: 'of [])' }],
  },
  {
    name: 'an effect counts as shown since before its page was written',
    file: 'github/look/publish',
    from: 'written.toSorted().at(-1) ??',
    to: 'written.map((time) => new Date(Date.parse(time) - 3000).toISOString()).toSorted().at(0) ??',
  },
  {
    name: 'a review counts by its time, whichever commit it looked at',
    file: 'policy/approvals/approval-log',
    from: 'until.findLast((event) => event.head === head && isBefore(event.at, at))',
    to: 'until.findLast((event) => isBefore(event.at, at))',
  },
  {
    name: 'who pushed is not asked: a commit says who made it',
    file: 'github/people/contributors',
    from: ', ...pushers.flatMap((each) => each.logins)]',
    to: ']',
  },
  {
    name: 'what happens in the second of the publication counts as seen',
    file: 'policy/approvals/approval-log',
    from: 'Date.parse(one) < Date.parse(other)',
    to: 'Date.parse(one) <= Date.parse(other)',
  },
  {
    name: 'who retargeted or reopened is not asked',
    file: 'github/people/pull-records',
    from: '[...loginOf(event.actor), ...peopleOf(event.beforeCommit)]',
    to: '[]',
  },
  {
    name: 'a button is for every branch',
    file: 'policy/approvals/answer-ask',
    from: 'JSON.stringify([base, target, digest, at, by, lastLeft(log)])',
    to: 'JSON.stringify([target, digest, at, by, lastLeft(log)])',
  },
  {
    name: 'a button stays the same when an approval was taken back',
    file: 'policy/approvals/answer-ask',
    from: 'JSON.stringify([base, target, digest, at, by, lastLeft(log)])',
    to: 'JSON.stringify([base, target, digest, lastLeft(log)])',
  },
  {
    name: 'a click counts wherever the pull request went then',
    file: 'policy/approvals/answer-ask',
    from: 'into !== undefined && into !== base',
    to: 'false',
  },
  {
    name: 'the check in a base that was left stays as it is',
    file: 'github/look/leave-bases',
    from: 'const left = await basesLeftBy(work, pull, former);',
    to: 'const left = [];',
  },
  {
    name: 'what was shown before a base was left counts as shown',
    file: 'policy/approvals/approval-log',
    from: 'return log.slice(last + 1).flatMap',
    to: 'return log.flatMap',
    // What is kept drops it too.
    also: [{ file: 'policy/approvals/approval-log', from: '(index >= last ||', to: '(true ||' }],
  },
  {
    name: 'a review given into one branch counts into another',
    file: 'github/people/pull-records',
    from: "isOvertaken && review.state === 'approved'",
    to: 'false',
  },
  {
    name: 'a withdrawal is only recorded where the approval is there already',
    file: 'policy/approvals/answer-ask',
    from: "return { kind: 'withdrawn', target, by, at, of: 'all' };",
    to: "return standing.some((grant) => !isBefore(at, grant.at)) ? { kind: 'withdrawn', target, by, at, of: 'all' } : 'nobody';",
  },
  {
    name: 'an approval that was taken back holds',
    file: 'policy/approvals/grant',
    from: 'grant.digest === digest && grant.withdrawn === undefined',
    to: 'grant.digest === digest',
  },
  {
    name: 'an approval holds for another effect',
    file: 'policy/approvals/grant',
    from: 'grant.digest === digest && grant.withdrawn === undefined',
    to: "grant.digest !== '' && grant.withdrawn === undefined",
  },
  {
    name: 'any review of a person that approves counts, not the latest',
    file: 'policy/approvals/grants-of',
    from: "if (review.state !== 'commented')",
    to: "if (review.state === 'approved')",
  },
  {
    name: 'roles are asked once and not again',
    file: 'github/look/nothing-to-do',
    from: 'countedOf(requests, standing) !== counted',
    to: 'false',
  },
  {
    name: 'two approvals of one person are two',
    file: 'policy/approvals/approval-requests',
    from: 'wanted - people.size',
    to: 'wanted - 2 * people.size',
  },
  {
    name: 'who acted on a pull request is barred from that alone, not from another with the same head',
    file: 'github/people/contributors',
    from: '...records.flatMap(({ actors }) => actors), ...pushers',
    to: '...records.slice(0, 1).flatMap(({ actors }) => actors), ...pushers.slice(0, 1)',
  },
  {
    name: 'what a merge may do unseen asks for no approval',
    file: 'review/unknown/partly-known',
    from: 'hasEffect(cluster) || isPartlyKnown(cluster)',
    to: 'hasEffect(cluster)',
  },
  {
    name: 'what was not judged fails no check',
    file: 'policy/judge/verdict',
    from: '(review.unjudged ?? []).length > 0',
    to: 'false',
  },
  {
    name: 'the checks of clusters stay as they are where nothing is known of those any more',
    file: 'github/look/cluster-checks',
    from: 'const others = clustersPassing(runs, head.base).filter(({ cluster }) => !names.has(cluster));',
    to: 'const others = [];',
  },
  {
    name: 'what is closed stays green',
    file: 'github/look/review-pull-request',
    from: 'if (commits.length > 0)',
    to: 'if (commits.length > 99)',
  },
  {
    name: 'what was closed stays green where it went before',
    file: 'github/look/abandon',
    from: 'const bases = [...new Set([base, ...former.bases])];',
    to: 'const bases = [base];',
  },
  {
    name: 'what was merged stays green when its base has taken it back',
    file: 'github/tasks/taken-back',
    from: 'return found;',
    to: 'return [];',
  },
  {
    name: 'a head stays green when another one follows',
    file: 'github/record/kept-log',
    from: "await cancelRuns(github, pull.ref, runs, 'left');",
    to: '',
  },
  {
    name: 'former heads are those that GitHub tells of beside the moves of a branch',
    file: 'github/people/former-heads',
    from: 'await headsOnRecord(github, branch)',
    to: '{ heads: [], isWhole: false }',
  },
  {
    name: 'a head is remembered when all is published there, and not before',
    file: 'github/look/publish',
    from: 'await noteHead(ports.notes, desired.pull);',
    to: '',
  },
  {
    name: 'what another pull request had of former heads stays when that one goes',
    file: 'github/look/nothing-to-do',
    from: '!(await isAnythingLeft(work))',
    to: 'true',
  },
];
