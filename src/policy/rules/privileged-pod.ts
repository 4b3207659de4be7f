import type { Mapping, Node } from '../../yaml/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node-at.ts';
import type { Rule } from '../rule.ts';
import { containersOf, workloadsOf } from '../workloads.ts';

export const privilegedPod: Rule = {
  id: 'privileged-pod',
  severity: 'warning',
  title: 'A pod reaches into its node',
  why: 'A privileged container, one in the network or among the processes of its node, and one that mounts a path of it can take over the node and with it every pod on it.',
  fix: 'Take it away, or give the capabilities that are needed.',
  look: (side) =>
    workloadsOf(side.known).flatMap(({ object, pod }) =>
      // Several paths of one node are one reach into it.
      reachesOf(pod).map(({ says, node }) => {
        const { kind, name } = object.resource;
        const [what] = says.split(' /');
        const message = `${says}: ${kind}/${name}`;
        return { object, message, together: (names: string) => `${what}: ${names}`, ...side.placeOf(object, node) };
      }),
    ),
};

interface Reach {
  readonly says: string;
  readonly node: Node | undefined;
}

function reachesOf(pod: Mapping): readonly Reach[] {
  const flags = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => textAt(pod, field) === 'true');
  const paths = itemsAt(pod, 'volumes').flatMap((volume) => nodeAt(volume, 'hostPath', 'path') ?? []);
  return [
    ...flags.map((field) => ({ says: field, node: nodeAt(pod, field) })),
    ...paths.map((node) => ({ says: `hostPath ${textAt(node)}`, node })),
    ...containersOf(pod).flatMap(ofContainer),
  ];
}

function ofContainer(container: Mapping): readonly Reach[] {
  const context = nodeAt(container, 'securityContext');
  const privileged = nodeAt(context, 'privileged');
  const added = itemsAt(context, 'capabilities', 'add').filter((item) => /^(CAP_)?(ALL|SYS_ADMIN)$/.test(textAt(item)));
  return [
    ...(textAt(privileged) === 'true' ? [{ says: 'privileged container', node: privileged }] : []),
    ...added.map((node) => ({ says: `capability ${textAt(node)}`, node })),
  ];
}
