import type { Mutation } from '../mutate/mutation.ts';

/** Mistakes that would let somebody past the check, each such as a hasty hand could make. */
export const mutations: readonly Mutation[] = [
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
    from: 'before.findLast((event) => event.head === head)',
    to: 'before.at(-1)',
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
    from: 'const left = await basesLeftBy(work, pull, former.bases);',
    to: 'const left = [];',
  },
  {
    name: 'a check that was left to another pull request stays when that one goes as well',
    file: 'github/look/review-pull-request',
    from: 'await endUnshared(work);',
    to: '',
  },
  {
    name: 'what was shown before a base was left counts as shown',
    file: 'policy/approvals/approval-log',
    from: 'return log.slice(last + 1).flatMap',
    to: 'return log.flatMap',
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
    file: 'github/look/same-people',
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
    name: 'what overtook a review is not asked before it is published',
    file: 'github/look/review-head',
    from: "why === undefined || (why === 'base'",
    to: "why !== 'never' || (why === 'base'",
  },
];
