import { expect, test } from '@jest/globals';
import type { Review } from '../../src/review/contract/review.ts';
import { emptyWorkspace } from '../../src/tree/files/workspace.ts';
import { reviewOf } from '../review/review-of.ts';
import { harmlessChange } from './harmless-changes.ts';
import { type FleetFiles, readFleet } from './real-fleets.ts';

/** The errors that real fleets have, each looked at: what is said is so. */
const CONFIRMED: Readonly<Record<string, readonly string[]>> = {
  'kingdon-fleet-infra': [
    // clusters/kccnc-chicago/grafana-cloud/flux-ks.yaml, which brought both, is commented out.
    'kccnc-chicago: missing-dependency: Kustomization `flux-system/nginx` depends on Kustomization `flux-system/grafana-cloud`, which does not exist: it waits forever',
    'kccnc-chicago: missing-namespace: Secret `grafana/logs-secret` and `grafana/metrics-secret` cannot be created: namespace `grafana` does not exist',
  ],
};

/** Holds the rules against fleets as they are, where what is found would be noise. */
export function testFleets(names: readonly string[]): void {
  test.each(names)('%s: nothing is found in what does not change', (name) => {
    const { files, run } = fleet(name);
    const { findings, verdict } = run(files, files);
    expect(findings).toEqual([]);
    expect(verdict).toBe('neutral');
  });

  test.each(names)('%s: were all of it new, every error would be one that a reader has confirmed', (name) => {
    const errors = fleet(name)
      .asNew()
      .findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ cluster, rule, message }) => `${cluster}: ${rule}: ${message}`).sort()).toEqual(
      CONFIRMED[name] ?? [],
    );
  });

  test.each(names)('%s: harmless changes are no error, and all together at most two warnings', (name) => {
    const { files, run, asNew } = fleet(name);
    const read = new Set(asNew().files.flatMap(({ path, clusters }) => (clusters.length > 0 ? [path] : [])));
    const { edits, files: after } = harmlessChange(files, read);
    const { findings } = run(files, after);
    const said = (severity: string) => [
      ...new Set(
        findings.filter((each) => each.severity === severity).map(({ rule, message }) => `${rule}: ${message}`),
      ),
    ];
    expect(edits.length).toBeGreaterThan(0);
    expect({ edits, errors: said('error') }).toEqual({ edits, errors: [] });
    expect({ edits, warnings: said('warning'), tooMany: said('warning').slice(2) }).toMatchObject({ tooMany: [] });
  });
}

interface Fleet {
  readonly files: FleetFiles;
  readonly run: (before: FleetFiles, after: FleetFiles) => Review;
  /** The review of a repository that was empty before. */
  readonly asNew: () => Review;
}

const fleets = new Map<string, Fleet>();

/** A fleet is parsed once for all its reviews. */
function fleet(name: string): Fleet {
  const known = fleets.get(name);
  if (known !== undefined) return known;
  const workspace = emptyWorkspace();
  const run = (before: FleetFiles, after: FleetFiles): Review => reviewOf(before, after, { workspace });
  const files = readFleet(name);
  let asNew: Review | undefined;
  const made: Fleet = {
    files,
    run,
    asNew: () => {
      asNew ??= run({}, files);
      return asNew;
    },
  };
  fleets.set(name, made);
  return made;
}
