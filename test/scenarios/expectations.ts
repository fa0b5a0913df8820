/** What each scenario of a folder is about, by its name: the words of the faults that a client must have met. */
export type Expectations = Readonly<Record<string, readonly string[]>>
