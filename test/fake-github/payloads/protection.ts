import { fullName, type Repository } from '../state/repository.ts';
import type { Ruleset } from '../state/rules.ts';
import { apiUrl, type World } from '../state/world.ts';
import type { Rest } from './schemas.ts';

/** What everybody who may read a branch sees of its classic protection: no more than its required checks. */
export const protectionPayload = (
  world: World,
  repository: Repository,
  branch: string,
): Required<Pick<Rest['branch-with-protection'], 'protection' | 'protection_url'>> => {
  const self = `${apiUrl(world)}/repos/${fullName(repository)}/branches/${encodeURIComponent(branch)}/protection`;
  const protection = repository.protections.get(branch);
  const checks = protection?.checks ?? [];
  const level = protection?.admins ? 'everyone' : 'non_admins';
  return {
    protection: {
      enabled: protection !== undefined,
      required_status_checks: {
        enforcement_level: protection?.checks ? level : 'off',
        contexts: checks.map(({ context }) => context),
        checks: checks.map(({ context, app }) => ({ context, app_id: app })),
      },
    },
    protection_url: self,
  };
};

type Rule = Rest['repository-rule-detailed'];

/** The rules of a ruleset, each with where it comes from. */
export const rulePayloads = (repository: Repository, { id, checks, upToDate, mergeQueue }: Ruleset): Rule[] => {
  const from = { ruleset_source_type: 'Repository', ruleset_source: fullName(repository), ruleset_id: id } as const;
  const statusChecks: Rule[] = (checks === null ? [] : [checks]).map((required) => ({
    ...from,
    type: 'required_status_checks',
    parameters: {
      strict_required_status_checks_policy: upToDate,
      do_not_enforce_on_create: false,
      required_status_checks: required.map(({ context, app }) => ({
        context,
        ...(app === null ? {} : { integration_id: app }),
      })),
    },
  }));
  return [{ ...from, type: 'deletion' }, ...statusChecks, ...(mergeQueue ? [{ ...from, ...queueRule }] : [])];
};

const queueRule = {
  type: 'merge_queue',
  parameters: {
    check_response_timeout_minutes: 60,
    grouping_strategy: 'ALLGREEN',
    max_entries_to_build: 5,
    max_entries_to_merge: 5,
    merge_method: 'MERGE',
    min_entries_to_merge: 1,
    min_entries_to_merge_wait_minutes: 5,
  },
} as const;
