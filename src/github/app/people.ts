import type { Probot } from 'probot';
import type { Inbox } from './inbox.ts';

/**
 * Somebody has another role, or none any more: who approved may not have been allowed to for long. Roles in a repository
 * concern its open pull requests, those of a team or its members those of every repository that the installation reaches.
 *
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads#member
 */
export function onPeople(probot: Probot, inbox: Inbox): void {
  probot.on(
    [
      'member.added',
      'member.edited',
      'member.removed',
      'team.added_to_repository',
      'team.removed_from_repository',
      'team.edited',
      'team.deleted',
      'membership.added',
      'membership.removed',
    ],
    async ({ id: delivery, payload }) => {
      if (payload.installation === undefined) return;
      const installation = payload.installation.id;
      // Who gains a role turns no green check red.
      const urgency = /^added/.test(payload.action) ? 'event' : 'base';
      const { owner, name: repo } = ('repository' in payload ? payload.repository : undefined) ?? {};
      if (!owner || repo === undefined) return inbox.enqueue({ kind: 'installation', installation, delivery, urgency });
      const repository = { installation, owner: owner.login, repo };
      await inbox.enqueue({ kind: 'repository', repository, delivery, urgency });
    },
  );
}
