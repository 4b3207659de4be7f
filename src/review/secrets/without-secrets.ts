import { hideNames } from './hide-names.ts';
import type { SecretValues } from './secret-values.ts';

/** What is said of a cluster, and how to mend it. */
interface Said {
  readonly message: string;
  readonly fix?: string | undefined;
  /** The address that it is about, which may hold a password. */
  readonly remote?: { readonly target: string; readonly reason: string } | undefined;
}

/** @returns a complaint without the secrets of what it complains of, which it may quote */
export function withoutSecrets<Complaint extends Said>(complaint: Complaint, secrets: SecretValues): Complaint {
  const { message, fix, remote } = complaint;
  const clean = (text: string) => hideNames(secrets.clean(text), secrets.names);
  return {
    ...complaint,
    message: clean(message),
    ...(fix === undefined ? {} : { fix: clean(fix) }),
    ...(remote === undefined
      ? {}
      : { remote: { ...remote, target: clean(remote.target), reason: clean(remote.reason) } }),
  };
}
