package dev.podwright.template;

/// What `lookup(…)` finds on the controller.
public interface Lookups {
    /// Where nothing can be looked up, as in the snippets of task types.
    Lookups NONE = new Lookups() {
        @Override
        public String environment(String name, String otherwise) {
            throw refused();
        }

        @Override
        public Object file(String name) {
            throw refused();
        }

        private static CallException refused() {
            return new CallException(
                    "nothing can be looked up here", "do it in the playbook, and hand it over as a parameter");
        }
    };

    /// An environment variable.
    ///
    /// @param otherwise stands for one that isn't set
    String environment(String name, String otherwise);

    /// A file's text without the white space at its end; a [dev.podwright.source.Secret] where it stood encrypted.
    ///
    /// @throws CallException where it can't be had
    Object file(String name);
}
