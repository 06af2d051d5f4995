// Package language knows what texts are made of: which language they are in,
// where their sentences and words begin and end, and which terms an index
// should hold for them. It keeps nothing and asks nobody; every function
// depends on its arguments alone.
package language
