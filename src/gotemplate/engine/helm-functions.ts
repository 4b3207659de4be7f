import { family } from '../value/family.ts';
import { GoError } from '../value/go-error.ts';
import { type FunctionTable, GoMap, type Value } from '../value/value.ts';

/** Around a message that stops a release on purpose, by which the engine finds it in the error. */
export const STOP_START = 'HELM_ERR_START';
export const STOP_END = 'HELM_ERR_END';

/** What the functions ask for that is not in a chart. */
export interface Cluster {
  /** @returns an object of the cluster, or an empty map: `lookup` */
  lookup(apiVersion: string, kind: string, namespace: string, name: string): Value;
}

/** Without a cluster, nothing is found. */
export const NO_CLUSTER: Cluster = { lookup: () => new GoMap() };

/** @returns the functions of Helm that ask the cluster, or stop the release. */
export function helmFunctions(cluster: Cluster): FunctionTable {
  return family('helm pkg/engine/engine.go', {
    fail: {
      takes: ['string'],
      run: (message: string) => {
        throw new GoError(STOP_START + message + STOP_END);
      },
    },
    getHostByName: { takes: ['string'], run: () => '' },
    lookup: {
      takes: ['string', 'string', 'string', 'string'],
      run: (apiVersion: string, kind: string, namespace: string, name: string) =>
        cluster.lookup(apiVersion, kind, namespace, name),
    },
    required: {
      takes: ['string', 'any'],
      gives: 'any',
      moves: true,
      run: (message: string, value: Value) => {
        if (value === null || value === undefined || value === '') throw new GoError(STOP_START + message + STOP_END);
        return value;
      },
    },
  });
}
