package fold

// A Class is what a language says of a word: a set of bits.
type Class uint32

// The classes. A word may be of several: "as" limits and subordinates.
const (
	Negator     Class = 1 << iota // not, never, 不: none may be hidden or added
	Restrictor                    // only, unless, alleged, refuse: none may be hidden inside a sentence
	Caution                       // but, before: hidden by an omission it is a warning
	Speech                        // a verb of saying
	Thinking                      // a verb of thinking, knowing, hoping
	Modal                         // an auxiliary that is no form of be, have, do
	Auxiliary                     // any auxiliary
	Volition                      // a verb of wanting or trying
	Subject                       // a pronoun that is a subject
	Relative                      // who, that, because: what follows it has its subject there
	Coordinator                   // and, or
	Number                        // a number word
	Article                       // a, the
	Referring                     // a pronoun or the like: points at what brackets may name
	FirstPerson                   // I, me, my
	ThirdPerson                   // he, this: needs what went before
	Particle                      // up, off: belongs to the verb before it
	Function                      // one of the commonest words, which say nothing alone
	Asking                        // か, 吗: makes a question of what it ends
	Indefinite                    // someone, all: points at nobody in particular
	Cut                           // part of a string that looks like a negator and is none: whole or not at all
)

// Turns are the classes that turn the sense of a sentence: what a mark, a
// bracket or an edge may not tamper with.
const Turns = Negator | Restrictor
