import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { containersOf } from '../../../kubernetes/facts/pod-spec.ts';
import { onceEach } from '../../../memo/by-value.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Mapping, Node } from '../../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import { workloadsOf } from '../../facts/workloads.ts';
import type { Rule } from '../../view/rule.ts';

export const privilegedPod: Rule = {
  id: 'privileged-pod',
  severity: 'warning',
  title: 'A pod has access to its node',
  why: 'A container that is privileged, that shares the network or processes of its node, or that mounts a path of it can take over the node and every pod on it.',
  fix: 'Remove it, or add only the capabilities that are needed.',
  look: (side) =>
    workloadsOf(side.known).flatMap(({ object, pod }) =>
      // Several paths of one node are one reach into it.
      reachesOf(pod).map(({ says, node }) => {
        const [what = says] = says.split(' `');
        const message = `${objectTitle(object.resource)} gets ${says}`;
        return {
          object,
          message,
          together: (names: string, areMany = false) => `${names} ${areMany ? 'get' : 'gets'} ${what}`,
          ...side.placeOf(object, node),
        };
      }),
    ),
};

const FLAGS = { hostNetwork: 'network', hostPID: 'processes', hostIPC: 'shared memory' } as const;

interface Reach {
  readonly says: string;
  readonly node: Node | undefined;
}

const reachesOf = onceEach((pod: Mapping): readonly Reach[] => {
  const flags = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((field) => textAt(pod, field) === 'true');
  const paths = itemsAt(pod, 'volumes').flatMap((volume) => nodeAt(volume, 'hostPath', 'path') ?? []);
  return [
    ...flags.map((field) => ({ says: `the ${FLAGS[field]} of its node`, node: nodeAt(pod, field) })),
    ...paths.map((node) => ({ says: `the hostPath ${quoted(textAt(node))}`, node })),
    ...containersOf(pod).flatMap(ofContainer),
  ];
});

function ofContainer(container: Mapping): readonly Reach[] {
  const context = nodeAt(container, 'securityContext');
  const privileged = nodeAt(context, 'privileged');
  const added = itemsAt(context, 'capabilities', 'add').filter((item) => /^(CAP_)?(ALL|SYS_ADMIN)$/.test(textAt(item)));
  return [
    ...(textAt(privileged) === 'true' ? [{ says: 'a privileged container', node: privileged }] : []),
    ...added.map((node) => ({ says: `the capability ${quoted(textAt(node))}`, node })),
  ];
}
