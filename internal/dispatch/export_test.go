package dispatch

// Moves are the ways a target may go, for the guard of the room tests.
var Moves = moves

// AfterAbsence is the wait after a request that never arrived.
var AfterAbsence = afterAbsence
