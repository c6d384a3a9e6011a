package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `install_docker` decides on each distribution: the library itself, on stand-ins for what the host and the
/// network would say.
class DockerSourceTest {
    /// The stand-ins: a distribution as its os-release would name it, a repository that answers at the addresses in
    /// REACHABLE, and the package lists and packages in LATEST and INSTALLED.
    private static final String STAND_INS = """
            set -eu
            pw_fail() { echo "fail: $1"; exit 1; }
            uname() { echo x86_64; }
            distribution_load() { :; }
            package_manager_load() { :; }
            package_lists_known() { [ -n "$LATEST" ]; }
            package_latest() { package_latest=$(printf '%s\\n' $LATEST | sed -n "s/^$1=//p"); }
            package_load() {
              package_table=''
              for word in $INSTALLED; do
                case " $* " in *" ${word%%=*} "*) package_table="$package_table${word%%=*} ${word#*=}
            " ;; esac
              done
            }
            engine_fetch() { case " $REACHABLE " in *" $1 "*) : ;; *) echo 'no such file'; return 22 ;; esac; }
            engine_repository_listed() { return 1; }
            engine_add_companions() { :; }
            docker_words() { printf '%s' "$1"; }
            docker_version_at_least() { [ "${1%%.*}" -ge "${2%%.*}" ]; }
            engine_command_is_old() { [ -n "$OLD" ]; }
            engine_find_package() { engine_package=$PACKAGE; }
            distribution_name=this engine_version=$RUNNING engine_binary=$BINARY engine_command='' engine_text=old
            engine_decide "$SOURCE" https://r "$MINIMUM"
            echo "$engine_need|$engine_install|$engine_erase|$engine_list"
            """;

    private static String decide(String host, String environment) throws Exception {
        String[] os = host.split(" ", -1);
        List<String> settings = Stream.concat(
                        Stream.of(
                                "SOURCE=auto",
                                "REACHABLE=",
                                "LATEST=",
                                "INSTALLED=",
                                "RUNNING=",
                                "BINARY=",
                                "OLD=",
                                "PACKAGE=",
                                "MINIMUM="),
                        environment.isEmpty() ? Stream.of() : Stream.of(environment.split(";", -1)))
                .toList();
        String assignments = settings.stream()
                .map(setting -> setting.replaceFirst("=(.*)", "='$1'"))
                .collect(Collectors.joining("\n", "", "\n"));
        String script = assignments + ". templates/lib/docker_engine_source.sh\n"
                + "package_manager=%s distribution_id=%s distribution_version=%s distribution_base=%s distribution_base_codename=%s distribution_family=%s distribution_codename=''\n"
                        .formatted((Object[]) os)
                + STAND_INS;
        Process process = new ProcessBuilder("dash", "-c", script)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    apt debian 13 debian trixie debian ; docker.io docker-cli
                    apt debian 12 debian bookworm debian ; docker.io
                    apt ubuntu 24.04 ubuntu noble debian ; docker.io
                    dnf fedora 42 fedora none rhel ; moby-engine docker-cli
                    dnf fedora 40 fedora none rhel ; moby-engine
                    dnf amzn 2023 amzn none rhel ; docker
                    zypper opensuse-leap 15.6 opensuse-leap none suse ; docker
                    zypper sles 15.6 sles none suse ; docker
                    apk alpine 3.22 alpine none alpine ; docker
                    pacman arch none arch none arch ; docker
                    """)
    void takesTheDistributionsPackages(String host, String packages) throws Exception {
        assertThat(decide(host, "SOURCE=distribution")).isEqualTo("engine|" + packages + "||");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    apt debian 13 debian trixie debian ; debian/dists/trixie/Release ; debian trixie stable
                    apt ubuntu 22.04 ubuntu jammy debian ; ubuntu/dists/jammy/Release ; ubuntu jammy stable
                    apt linuxmint 22 ubuntu noble debian ; ubuntu/dists/noble/Release ; ubuntu noble stable
                    dnf rhel 9.4 rhel none rhel ; rhel/9/x86_64/stable/repodata/repomd.xml ; rhel
                    dnf rocky 9.5 rocky none rhel ; centos/9/x86_64/stable/repodata/repomd.xml ; centos
                    dnf almalinux 10.0 almalinux none rhel ; centos/10/x86_64/stable/repodata/repomd.xml ; centos
                    dnf ol 8.10 ol none rhel ; centos/8/x86_64/stable/repodata/repomd.xml ; centos
                    dnf centos 9 centos none rhel ; centos/9/x86_64/stable/repodata/repomd.xml ; centos
                    dnf fedora 42 fedora none rhel ; fedora/42/x86_64/stable/repodata/repomd.xml ; fedora
                    """)
    void takesDockersRepositoryWhereItHasThisRelease(String host, String index, String list) throws Exception {
        assertThat(decide(host, "REACHABLE=https://r/linux/" + index))
                .isEqualTo("engine|docker-ce docker-ce-cli containerd.io docker-buildx-plugin docker-compose-plugin||"
                        + "https://r/linux/" + list);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    dnf rocky 9.5 rocky none rhel ; this has no package of the Docker engine, and Docker's repository can't be used
                    dnf rhel 10.0 rhel none rhel ; this has no package of the Docker engine, and Docker's repository can't be used
                    """)
    void saysWhereNothingLeadsToAnEngine(String host, String message) throws Exception {
        assertThat(decide(host, "")).startsWith("fail: " + message);
    }

    @Test
    void hasNoRepositoryOfDockersForAmazonLinux() throws Exception {
        assertThat(decide("dnf amzn 2023 amzn none rhel", "SOURCE=official"))
                .isEqualTo("fail: Docker's repository can't be used: it has nothing for this");
    }

    @Test
    void namesWhatCannotBeThereBesideDockersOwnPackages() throws Exception {
        String reachable = "REACHABLE=https://r/linux/centos/9/x86_64/stable/repodata/repomd.xml";

        assertThat(decide(
                        "dnf rocky 9.5 rocky none rhel",
                        reachable + ";INSTALLED=runc=1.1 podman-docker=4.9 podman=4.9"))
                .contains("|runc podman-docker|");
    }

    @Test
    void bringsTheCommandThatBelongsToTheEngine() throws Exception {
        String debian = "apt debian 13 debian trixie debian";

        assertThat(decide(debian, "BINARY=/usr/sbin/dockerd;PACKAGE=docker.io")).startsWith("command|docker-cli|");
        assertThat(decide(debian, "BINARY=/usr/bin/dockerd;PACKAGE=docker-ce")).startsWith("command|docker-ce-cli|");
        assertThat(decide(debian, "BINARY=/opt/dockerd")).startsWith("fail: the docker command is missing or too old");
    }

    @Test
    void upgradesFromWhereTheVersionCanBeHad() throws Exception {
        String debian = "apt debian 13 debian trixie debian";
        String official = "REACHABLE=https://r/linux/debian/dists/trixie/Release";

        assertThat(decide(debian, "RUNNING=26.1.5;MINIMUM=25.0")).startsWith("|");
        assertThat(decide(debian, "RUNNING=20.10;MINIMUM=25.0;LATEST=docker.io=26.1.5 docker-cli=26.1.5"))
                .startsWith("upgrade|docker.io docker-cli|");
        assertThat(decide(debian, "RUNNING=26.1.5;MINIMUM=28.0;LATEST=docker.io=26.1.5;" + official))
                .startsWith("upgrade|docker-ce ");
        assertThat(decide(debian, "RUNNING=26.1.5;MINIMUM=28.0;LATEST=docker.io=26.1.5"))
                .startsWith("fail: this has Docker 26.1.5, and at least 28.0 is asked for, and Docker's repository");
    }
}
