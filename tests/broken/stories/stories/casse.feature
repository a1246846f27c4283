Ceci est une phrase.
Et une autre.
