/** A delivery that Redis does not take in this time is refused. In milliseconds. */
export const redisPatience = 4_000;

/** @throws where Redis does not answer: a delivery has ten seconds, and GitHub must see it fail */
export async function inTime<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Redis does not answer')), redisPatience + 1000);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** @returns whether it was done before Redis was considered unreachable */
export async function isDoneInTime(work: () => Promise<unknown>): Promise<boolean> {
  return inTime(work).then(
    () => true,
    () => false,
  );
}
