/** The same function, which works a result out once for each input: several files are made from the same rows. */
export function remembered<Input extends object, Result>(work: (input: Input) => Result): (input: Input) => Result {
  const known = new WeakMap<Input, Result>();
  return (input) => {
    const found = known.get(input);
    if (found !== undefined) return found;
    const result = work(input);
    known.set(input, result);
    return result;
  };
}
