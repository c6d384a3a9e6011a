package dev.podwright.report;

/// Colours text where colours are wanted.
record Paint(boolean on) {
    enum Colour {
        PLAIN(""),
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        MAGENTA("35"),
        CYAN("36");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    String paint(Colour colour, String text) {
        return on && colour != Colour.PLAIN && !text.isEmpty()
                ? "\u001B[" + colour.code + "m" + text + "\u001B[0m"
                : text;
    }
}
