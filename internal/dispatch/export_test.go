package dispatch

// Moves are the ways a target may go, for the guard of the room tests.
var Moves = moves
