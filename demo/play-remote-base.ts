import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RepositoryHandle } from '../test/fake-github/handles/repository-handle.ts';
import type { GitHub } from '../test/fake-github/start-github.ts';
import type { Played } from './play-story.ts';

/** What stands for the address of the base: the local GitHub has it. */
export function baseMirror(github: GitHub): string {
  return `https://github.com/platform/=${github.url}/platform/`;
}

const BASE = 'apps/podinfo/base';

/** One more object, and another image. */
const DISRUPTION = `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: podinfo, namespace: team-x }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: podinfo } }
`;

type Files = Readonly<Record<string, Buffer>>;

/**
 * Plays a pull request that takes another tag of a base in another repository, until its check is completed.
 *
 * @param files the fleet, with the base in its own directory
 */
export async function playRemoteBase(github: GitHub, files: Files): Promise<Played> {
  await pushBase(github, files);
  const isOfBase = (path: string) => path.startsWith(`${BASE}/`);
  const fleet = await github.createRepository({
    owner: 'acme',
    name: 'remote-base',
    organization: true,
    files: {
      ...Object.fromEntries(Object.entries(files).filter(([path]) => !isOfBase(path))),
      ...referring('6.9.0'),
    },
  });
  const branch = 'podinfo-6.9.1';
  const pushed = performance.now();
  await fleet.commit(branch, { message: 'Take podinfo 6.9.1', write: referring('6.9.1'), as: 'dana' });
  const pull = await fleet.openPull({ head: branch, title: 'Take podinfo 6.9.1 of platform/podinfo', author: 'dana' });
  const check = await fleet.waitForCheck(pull.headSha, 'blast-radius: main', 60_000);
  return { pull, check, took: performance.now() - pushed };
}

/** @returns the kustomization that takes a tag of the base */
function referring(tag: string): Record<string, string> {
  const resource = `https://github.com/platform/podinfo//deploy?ref=${tag}`;
  return {
    [`${BASE}/kustomization.yaml`]: `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - ${resource}\n`,
  };
}

/** Pushes two versions of the base as somebody else's repository, which the App is not installed in. */
async function pushBase(github: GitHub, files: Files): Promise<void> {
  const at = (name: string): string => String(files[`${BASE}/${name}`]);
  const first = Object.fromEntries(
    ['deployment.yaml', 'service.yaml', 'kustomization.yaml'].map((name) => [`deploy/${name}`, at(name)]),
  );
  const base = await github.createRepository({ owner: 'platform', name: 'podinfo', files: first, install: false });
  await tag(base, '6.9.0');
  await base.commit('main', {
    message: 'podinfo 6.9.1, one at a time',
    write: {
      'deploy/deployment.yaml': at('deployment.yaml').replace('podinfo:6.9.0', 'podinfo:6.9.1'),
      'deploy/disruption.yaml': DISRUPTION,
      'deploy/kustomization.yaml': `${at('kustomization.yaml')}  - disruption.yaml\n`,
    },
  });
  await tag(base, '6.9.1');
}

async function tag(repository: RepositoryHandle, name: string): Promise<void> {
  const args = ['--git-dir', repository.gitDirectory, 'tag', name, repository.sha('main')];
  await promisify(execFile)('git', args);
}
