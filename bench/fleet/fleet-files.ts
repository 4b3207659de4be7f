/** How large a fleet is. bench/shape.md draws it. */
export interface FleetSize {
  readonly clusters: number;
  readonly apps: number;
}

/** @returns the files of a fleet of a size: always the same ones. */
export function fleetFiles({ clusters, apps }: FleetSize): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const clusterNames = numbered('cluster', clusters);
  const appNames = numbered('app', apps);
  for (const app of appNames) addApp(files, app, clusterNames);
  for (const cluster of clusterNames) addCluster(files, cluster, appNames);
  files.set('infrastructure/controllers/kustomization.yaml', 'resources: [crds.yaml, namespaces.yaml]\n');
  files.set('infrastructure/controllers/crds.yaml', crdBundle());
  files.set('infrastructure/controllers/namespaces.yaml', appNames.map(namespace).join('---\n'));
  return files;
}

/** @returns the directories that each cluster builds: its entrypoint, its infrastructure, its apps. */
export function fleetRoots({ clusters }: FleetSize): readonly string[] {
  return numbered('cluster', clusters).flatMap((name) => [`clusters/${name}`, `infra/${name}`, `tenants/${name}`]);
}

/** @returns the text of an overlay's patch, with so many replicas. */
export function overlayText(app: string, replicas: number): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${app}\nspec:\n  replicas: ${replicas}\n`;
}

function addApp(files: Map<string, string>, app: string, clusters: readonly string[]): void {
  const base = `apps/${app}/base`;
  files.set(
    `${base}/kustomization.yaml`,
    `namespace: ${app}
resources: [deployment.yaml, service.yaml, account.yaml, budget.yaml]
labels: [{pairs: {app.kubernetes.io/name: ${app}}, includeSelectors: true}]
configMapGenerator:
  - {name: settings, files: [settings.ini]}
`,
  );
  files.set(`${base}/deployment.yaml`, deployment(app, '1.4.2'));
  files.set(`${base}/service.yaml`, service(app));
  files.set(`${base}/account.yaml`, `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${app}\n`);
  files.set(`${base}/budget.yaml`, budget(app));
  files.set(`${base}/settings.ini`, `[server]\nname = ${app}\nthreads = 8\nlog = info\n`);
  for (const [index, cluster] of clusters.entries()) {
    const overlay = `apps/${app}/overlays/${cluster}`;
    files.set(
      `${overlay}/kustomization.yaml`,
      `resources: [../../base]\npatches: [{path: replicas.yaml}]\ncommonAnnotations: {example.org/cluster: ${cluster}}\n`,
    );
    files.set(`${overlay}/replicas.yaml`, overlayText(app, 2 + (index % 5)));
  }
}

function addCluster(files: Map<string, string>, cluster: string, apps: readonly string[]): void {
  const home = `clusters/${cluster}`;
  files.set(`${home}/flux-system/gotk-sync.yaml`, `${source(cluster)}---\n${flux('flux-system', `./${home}`, '')}`);
  files.set(`${home}/flux-system/kustomization.yaml`, 'resources: [gotk-sync.yaml]\n');
  files.set(`${home}/infra.yaml`, flux('infra', `./infra/${cluster}`, ''));
  files.set(`${home}/apps.yaml`, flux('apps', `./tenants/${cluster}`, '  dependsOn: [{name: infra}]\n'));
  files.set(`${home}/kustomization.yaml`, 'resources: [flux-system, infra.yaml, apps.yaml]\n');
  files.set(`infra/${cluster}/kustomization.yaml`, 'resources: [../../infrastructure/controllers]\n');
  const overlays = apps.map((app) => `  - ../../apps/${app}/overlays/${cluster}\n`).join('');
  files.set(`tenants/${cluster}/kustomization.yaml`, `resources:\n${overlays}`);
}

function flux(name: string, path: string, more: string): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 10m
  path: ${path}
  prune: true
${more}  sourceRef:
    kind: GitRepository
    name: flux-system
`;
}

function source(cluster: string): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
  labels: {cluster: ${cluster}}
spec:
  interval: 1m
  ref:
    branch: main
  url: https://git.example/fleet
`;
}

function deployment(app: string, version: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${app}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: ${app}
  template:
    metadata:
      labels:
        app: ${app}
    spec:
      serviceAccountName: ${app}
      securityContext:
        runAsNonRoot: true
      containers:
        - name: server
          image: registry.example/${app}:${version}
          args: [--config, /etc/app/settings.ini]
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
          resources:
            requests: {cpu: 100m, memory: 128Mi}
            limits: {memory: 256Mi}
          readinessProbe:
            httpGet: {path: /healthz, port: http}
          volumeMounts:
            - name: settings
              mountPath: /etc/app
      volumes:
        - name: settings
          configMap:
            name: settings
`;
}

function service(app: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${app}
spec:
  selector:
    app: ${app}
  ports:
    - name: http
      port: 80
      targetPort: http
`;
}

function budget(app: string): string {
  return `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${app}
spec:
  minAvailable: 1
  selector:
    matchLabels:
      app: ${app}
`;
}

function namespace(app: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${app}\n`;
}

/** As large as the bundles that controllers bring: twelve definitions, about 700 kB. */
function crdBundle(): string {
  return numbered('kind', 12)
    .map((kind) => definition(kind.replace('-', '')))
    .join('---\n');
}

function definition(kind: string): string {
  const properties = numbered('section', 8).map((section) => property(section, 14, 3));
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${kind}s.bench.example.org
spec:
  group: bench.example.org
  names: {kind: ${kind[0]?.toUpperCase()}${kind.slice(1)}, plural: ${kind}s}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
${properties.join('')}`;
}

function property(name: string, indent: number, depth: number): string {
  const pad = ' '.repeat(indent + 2);
  const head = `${pad}${name.replace('-', '')}:\n${pad}  description: What ${name} is for, and what happens where it is left out of the object.\n`;
  if (depth === 0) return `${head}${pad}  type: string\n`;
  const inner = numbered('field', depth === 3 ? 3 : 4).map((each) => property(each, indent + 4, depth - 1));
  return `${head}${pad}  type: object\n${pad}  properties:\n${inner.join('')}`;
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
}
