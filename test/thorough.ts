/** Whether everything is tried, as CI does with `TESTS=all`, rather than some of each kind. */
export const isThorough = process.env.TESTS === 'all';
