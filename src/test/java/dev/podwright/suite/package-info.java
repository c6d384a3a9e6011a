/// What playbooks mean: small ones with expected results, in Podwright's dialect and in Ansible's.
@NullMarked
package dev.podwright.suite;

import org.jspecify.annotations.NullMarked;
