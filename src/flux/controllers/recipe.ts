import type { Node } from '../../yaml/node/node.ts';
import type { ControllerName, Version } from './controller-version.ts';

/** What a Deployment of Flux is made with. */
export interface Recipe {
  readonly namespace: string;
  readonly version: Version | undefined;
  readonly controllers: readonly ControllerName[];
  /** Arguments of a controller beside those that every one has, for each of its Deployments. */
  readonly argumentsOf: (controller: ControllerName) => readonly (readonly string[])[];
  readonly patches: readonly Node[];
}
