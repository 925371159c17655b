"""Drawing what a phone shows: fonts, the phone's body, single screens, sheets and films."""
