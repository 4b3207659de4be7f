const verified = new Set<string>();

/** Commits that GitHub has signed: by id, which is what a commit holds. */
export const verifiedCommits = {
  add: (sha: string): void => void verified.add(sha),
  has: (sha: string): boolean => verified.has(sha),
};

/** @returns what GitHub says of a commit's signature */
export const verificationOf = (sha: string) =>
  verified.has(sha)
    ? {
        verified: true,
        reason: 'valid',
        signature: '-----BEGIN PGP SIGNATURE-----',
        payload: `commit ${sha}`,
        verified_at: '2026-01-01T00:00:00Z',
      }
    : { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
