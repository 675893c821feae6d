// Pins the inputs that nobody here wrote and that come as a module. Nothing is built from it:
// door_corpus_test.go has it downloaded and reads its files.
module github.com/carillonhq/carillon/internal/scenario/testdata/corpora

go 1.26.0

require github.com/nst/JSONTestSuite v0.0.0-20241122125541-1ef36fa01286
