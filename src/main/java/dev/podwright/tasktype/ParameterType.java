package dev.podwright.tasktype;

/// What a parameter takes. [Parameter#convert] says how each is read and what a template then sees.
public enum ParameterType {
    /// Text; numbers and booleans are taken as written.
    STRING,
    /// A value of any kind, as it is.
    ANY,
    /// `true`/`false` (also `yes`/`no`/`on`/`off` as text).
    BOOL,
    /// A whole number.
    INT,
    /// Any number.
    NUMBER,
    /// One of the parameter's choices.
    ENUM,
    /// A list; a single value that isn't a map counts as a list of one.
    LIST,
    /// A map.
    MAP,
    /// Text that is a [dev.podwright.source.Secret] from then on.
    SECRET,
    /// An absolute path on the host.
    PATH,
    /// A file on the controller, absolute or relative to the playbook. The template sees a map: `path`, `name`,
    /// `size`, `sha256`, and `staged` (a path on the host, where it was too large to travel inside the block) or
    /// `printf` (a format for `printf` that makes the content).
    LOCAL_FILE,
    /// The same, rendered as a text template first.
    LOCAL_TEMPLATE,
    /// Content given in the playbook, seen by the template in the same form as a local file.
    CONTENT,
    /// Where on the controller a file from the host goes, relative to the playbook. The template sees a map: `path`,
    /// and `sha256` and `size` of what is there, which are empty where nothing is. The task type also has the
    /// parameters `src` (the file on the host) and `flat` (no folders for the host and the path), and calls
    /// `pw_send_file`.
    LOCAL_TARGET,
    /// Seconds as a number, or `90s`, `5m`, `2h`, `1d`; the template sees whole seconds.
    DURATION,
    /// Docker's sizes (`4g`, `512MiB`), base 1024; the template sees bytes.
    SIZE,
    /// CPUs, such as `2` or `0.5`; the template sees the number as text.
    CPUS,
    /// A container's GPUs: `auto`, `all`, `none`, a number, or a list of indexes and ids (`GPU-…`, `MIG-…`, `0:1`); the
    /// template sees one word: `auto`, `all`, `none`, `count:2`, `ids:0,1`.
    GPUS,
    /// Published ports: a map from container port to host port, or Docker's strings; the template sees a list of
    /// maps: `container` (`80`), `protocol` (`tcp`), `host` (`8080`, or `auto`), `address` (`127.0.0.1`, may be
    /// empty). A range becomes one entry a port.
    PORT_MAPPING,
    /// Volumes: a map from host path or volume name to container path (`/data`, `/data:ro`), or Docker's strings; the
    /// template sees a list of Docker's strings.
    VOLUME_MAPPING
}
