/**
 * The function with its last answer kept, for functions of one object that is asked about many times in a row. A cache:
 * equal answers, given faster.
 */
export function keepingLast<A, R>(answer: (question: A) => R): (question: A) => R {
  let last: { readonly question: A; readonly answer: R } | undefined;
  return (question) => {
    if (last === undefined || last.question !== question) last = { question, answer: answer(question) };
    return last.answer;
  };
}

/** How many answers are kept: enough for all objects of one wave (see `wavesOf`). */
const MANY = 128;

/** As `keepingLast`, for functions that many others ask about the same objects, all of them in turn. */
export function keepingMany<A, R>(answer: (question: A) => R): (question: A) => R {
  let answers = new Map<A, { readonly answer: R }>();
  return (question) => {
    let known = answers.get(question);
    if (known === undefined) {
      // A map that is cleared hangs on to what it held until the old generation is collected.
      if (answers.size === MANY) answers = new Map();
      answers.set(question, (known = { answer: answer(question) }));
    }
    return known.answer;
  };
}
