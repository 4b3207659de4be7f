import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Scene, setScene } from './scene.ts';
import { tokenOf } from './token-of.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.github.close());

const zeros = '0'.repeat(40);
const mutation = `mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }`;

interface Update {
  readonly name: string;
  readonly beforeOid?: string;
  readonly afterOid: string;
  readonly force?: boolean;
}

/** `undefined` when the refs moved, else why not. */
const update = async (refUpdates: readonly Update[], token = scene.token): Promise<unknown> => {
  const repository = await scene.ask('GET /repos/octo/fleet');
  const input = { repositoryId: repository.at('node_id'), refUpdates };
  const reply = await scene.ask('POST /graphql', { query: mutation, variables: { input } }, { token });
  return reply.at('errors', 0, 'type');
};

const branch = (name: string) => scene.repository.state.refs.get(`refs/heads/${name}`);

test('a branch is made, moved from where it was expected, and deleted', async () => {
  const { repository } = scene;
  const first = repository.sha('main');
  const second = await repository.commit('main', { write: { n: 'n' } });
  const name = 'refs/heads/leased';
  expect(await update([{ name, beforeOid: zeros, afterOid: first }])).toBeUndefined();
  expect(await update([{ name, beforeOid: zeros, afterOid: second }])).toBe('UNPROCESSABLE');
  expect(await update([{ name, beforeOid: second, afterOid: second }])).toBe('UNPROCESSABLE');
  expect(branch('leased')).toBe(first);
  expect(await update([{ name, beforeOid: first, afterOid: second }])).toBeUndefined();
  expect(await update([{ name, beforeOid: second, afterOid: first }])).toBe('UNPROCESSABLE');
  expect(await update([{ name, beforeOid: second, afterOid: first, force: true }])).toBeUndefined();
  expect(branch('leased')).toBe(first);
  expect(await update([{ name, beforeOid: first, afterOid: zeros }])).toBeUndefined();
  expect(branch('leased')).toBeUndefined();
  expect(await update([{ name, afterOid: 'f'.repeat(40) }])).toBe('UNPROCESSABLE');
});

test('one ref that is elsewhere keeps all where they are', async () => {
  const at = scene.repository.sha('main');
  expect(
    await update([
      { name: 'refs/heads/one', beforeOid: zeros, afterOid: at },
      { name: 'refs/heads/main', beforeOid: zeros, afterOid: at },
    ]),
  ).toBe('UNPROCESSABLE');
  expect(branch('one')).toBeUndefined();
});

test('it asks for contents: write, and is a push by the App’s bot', async () => {
  const { github, repository } = scene;
  const name = 'refs/heads/pushed';
  const afterOid = repository.sha('main');
  const reading = await tokenOf(github, repository, github.app, { permissions: { contents: 'read' } });
  expect(await update([{ name, afterOid }], reading)).toBe('FORBIDDEN');
  expect(await update([{ name, afterOid }], github.addUser('stranger').token)).toBe('NOT_FOUND');
  expect(await update([{ name, afterOid }])).toBeUndefined();
  expect(github.deliveries('push').at(-1)?.payload).toMatchObject({
    ref: name,
    created: true,
    pusher: { name: 'blast-radius[bot]' },
  });
  expect(github.writes().at(-1)?.path).toBe('/graphql');
});
