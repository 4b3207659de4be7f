import { HelmError } from '../chart/helm-error.ts';

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const MOST_CHARACTERS = 53;

/** What Helm 4 says in front of why it refuses to install by a name. */
export const NAME_CHECK = 'release name check failed';

/** @throws HelmError where a release cannot be installed by the name: `Install.availableName` of Helm's pkg/action */
export function checkReleaseName(name: string): void {
  const refusal = refusalOf(name);
  if (refusal !== undefined) throw new HelmError(`${NAME_CHECK}: ${refusal}`);
}

/** @returns why a release cannot have a name: `ValidateReleaseName` of Helm's pkg/chart/v2/util; `undefined` where it can */
export function refusalOf(name: string): string | undefined {
  if (name === '') return refused(name, 'no name provided');
  if (name.length <= MOST_CHARACTERS && NAME.test(name)) return undefined;
  return refused(
    name,
    `invalid release name, must match regex ${NAME.source} and the length must not be longer than ${MOST_CHARACTERS}`,
  );
}

function refused(name: string, why: string): string {
  return `release name ${JSON.stringify(name)}: ${why}`;
}
