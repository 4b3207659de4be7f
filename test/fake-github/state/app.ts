import type { KeyObject } from 'node:crypto';
import type { components } from '@octokit/openapi-types';
import type { Account } from './account.ts';

/** merge_queues is newer than the published list. */
export type Permissions = components['schemas']['app-permissions'] & { merge_queues?: 'read' | 'write' };

/** What a person fills in when registering a GitHub App, with the key pair GitHub makes for it. */
export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly owner: Account;
  readonly bot: Account;
  readonly privateKey: string;
  readonly publicKey: KeyObject;
  readonly hookId: number;
  readonly createdAt: Date;
  webhookUrl: string | null;
  /** Where people who signed in may be sent back to. */
  callbackUrls: readonly string[];
  webhookSecret: string;
  permissions: Permissions;
  events: string[];
}

/** One App on one account; `repositories` is null for "all repositories". */
export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: Account;
  readonly createdAt: Date;
  permissions: Permissions;
  events: string[];
  repositories: Set<number> | null;
  suspendedAt: Date | null;
  suspendedBy: Account | null;
}

/** Installation tokens expire and may be narrower than their installation; user tokens are neither. */
export type Token =
  | {
      readonly kind: 'installation';
      readonly value: string;
      readonly installation: Installation;
      readonly permissions: Permissions;
      readonly repositories: Set<number> | null;
      readonly expiresAt: Date;
    }
  | { readonly kind: 'user'; readonly value: string; readonly user: Account };
