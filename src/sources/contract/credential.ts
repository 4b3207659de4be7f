import type { SshFiles } from '../settings/fetch-settings.ts';

/** What makes a host give something that it does not give to everybody. */
export interface Credential {
  /** The value of a header. */
  readonly authorization?: string | undefined;
  readonly certificate?: ClientCertificate | undefined;
  readonly ssh?: SshFiles | undefined;
  /** @returns whether it may go along where the host redirects to an address of its own */
  readonly isFor: (address: string) => boolean;
}

/** Absolute paths of files in PEM. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
}
