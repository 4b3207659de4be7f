type Plain = string | number | boolean | bigint | symbol | null | undefined;

type Value<T> = T extends Plain ? T : T extends readonly (infer Item)[] ? readonly Value<Item>[] : Node<T>;

type Field<T> = Value<T> | ((args: never) => Value<T> | Promise<Value<T>>);

/**
 * An object of GitHub's GraphQL as this server answers it: some of the fields that the published types name, each a
 * value or a function of the field's arguments. A field that is missing here is one the server can't answer.
 */
export type Node<T> = { readonly [K in keyof T]?: Field<T[K]> };
