package dev.podwright.template;

import dev.podwright.source.NullValue;

/// Ansible's `omit`: a value that counts as not given, so that `size?has_content?then(size, omit)` leaves a parameter
/// out.
enum OmitModel implements ValueModels.Wrapped {
    OMIT;

    static final String NAME = "omit";

    @Override
    public Object value() {
        return NullValue.NULL;
    }
}
