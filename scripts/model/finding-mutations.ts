import type { Mutation } from '../mutate/mutation.ts';

/** Those by which what a rule finds would pass without the word of somebody who may accept it. */
export const findingMutations: readonly Mutation[] = [
  {
    name: 'an error fails no check',
    file: 'policy/judge/verdict',
    from: 'isUnfound || isUnknown || hasError ||',
    to: 'isUnfound || isUnknown ||',
  },
  {
    name: 'the check of one cluster leaves its errors to the check of all',
    file: 'policy/approvals/conclude',
    from: 'finding.cluster === undefined || finding.cluster === cluster',
    to: 'finding.cluster === undefined',
  },
  {
    name: 'an override accepts what any rule finds',
    file: 'policy/approvals/approval-requests',
    from: 'override.rule === finding.rule && ',
    to: '',
  },
  {
    name: 'an override is of whatever is found by the time that it is heard of',
    file: 'policy/approvals/answer-ask',
    from: 'const unseen = whyUnseen(ask, digest, now);',
    to: "const unseen = ask.kind === 'approve' ? whyUnseen(ask, digest, now) : undefined;",
  },
  {
    name: 'an override needs no reason',
    file: 'policy/approvals/answer-ask',
    from: "ask.kind !== 'approve' && (ask.reason ?? '') === ''",
    to: 'false',
  },
  {
    name: 'who has overridden may do so for ever',
    file: 'github/people/standing-of',
    from: 'await eligibility.hasRole(grant.by, overridePermission)',
    to: '{ may: true }',
  },
  {
    name: 'where no approval is asked for, nobody asks again who has overridden',
    file: 'github/look/nothing-to-do',
    from: "requests.length === 0 && !log.some(({ kind }) => kind === 'overridden' || kind === 'acknowledged')",
    to: 'requests.length === 0',
  },
  {
    name: 'who may write may override',
    file: 'github/people/eligibility',
    from: 'roles.indexOf(role) >= roles.indexOf(wanted)',
    to: "roles.indexOf(role) >= roles.indexOf(wanted === 'admin' ? 'maintain' : wanted)",
  },
  {
    name: 'whatever is an error can be acknowledged',
    file: 'policy/approvals/acknowledged-losses',
    from: "severity === 'error' && LOSS_RULES.has(rule)",
    to: "severity === 'error'",
  },
  {
    name: 'an acknowledgment accepts what any rule finds deleted in the cluster',
    file: 'policy/approvals/acknowledged-losses',
    from: 'finds === finding.rule && ',
    to: '',
    also: [
      {
        file: 'policy/approvals/acknowledged-losses',
        from: "severity === 'error' && LOSS_RULES.has(rule)",
        to: "severity === 'error'",
      },
    ],
  },
  {
    name: 'one acknowledgment is enough, however many have to approve',
    file: 'policy/approvals/acknowledged-losses',
    from: '({ finds, target, missing }) => finds === finding.rule && target === finding.cluster && missing === 0',
    to: '({ finds, target, given }) => finds === finding.rule && target === finding.cluster && given.length > 0',
  },
  {
    name: 'who may acknowledge is not asked',
    file: 'github/people/standing-of',
    from: ': await eligibility.mayApprove(grant.by, rule)',
    to: ": grant.kind === 'acknowledgment' ? { may: true } : await eligibility.mayApprove(grant.by, rule)",
    also: [
      {
        file: 'github/approvals/answer-asks',
        from: "if (kind === 'override') {",
        to: "if (kind === 'acknowledge') return undefined; if (kind === 'override') {",
      },
    ],
  },
  {
    name: 'deletions in a cluster with approvers of its own concern any maintainer',
    file: 'policy/approvals/acknowledged-losses',
    from: 'requests.find(({ target }) => target === cluster)?.rule ?? oneMaintainer',
    to: 'oneMaintainer',
  },
  {
    name: 'who acknowledged is asked once',
    file: 'github/people/standing-of',
    from: ': await eligibility.mayApprove(grant.by, rule)',
    to: ": grant.kind === 'acknowledgment' ? { may: true } : await eligibility.mayApprove(grant.by, rule)",
  },
  {
    name: 'an acknowledgment cannot be taken back',
    file: 'policy/approvals/grants-of',
    from: "if (grant.kind === 'override')",
    to: "if (grant.kind !== 'approval')",
  },
];
