package postgres

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is the system user that runs the server; Postgres refuses to run as root.
type account struct {
	name       string
	credential *syscall.Credential // nil: the user of this process
}

// chooseAccount is the present user or, for root, the first of postgres, $SUDO_USER and nobody.
func chooseAccount() (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	for _, name := range []string{"postgres", os.Getenv("SUDO_USER"), "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
		gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
		if errUID != nil || errGID != nil || uid == 0 {
			continue
		}
		return account{name, &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
	}
	return account{}, errors.New("postgres: cannot run as root, and there is no user postgres or nobody: run as another user")
}

// command runs in a process group of its own, so that the terminal's Ctrl-C reaches this process
// only, with nothing of its environment, and from a directory every user can enter.
func (a account) command(path string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: a.credential, Setpgid: true}
	endWithParent(cmd.SysProcAttr)
	return cmd
}

// reach fails if the account cannot enter dir or run the binaries. The user changes before the
// directory does, so running anything there is the test.
func (a account) reach(dir, bin string) error {
	cmd := a.command(filepath.Join(bin, "postgres"), "--version")
	cmd.Dir = dir
	if out, err := run(cmd); err != nil {
		return fmt.Errorf("postgres: user %q cannot run %s in %s: %w %s", a.name, cmd.Path, dir, err, out)
	}
	return nil
}

// own gives a file or directory to the account.
func (a account) own(path string) error {
	if a.credential == nil {
		return nil
	}
	return os.Lchown(path, int(a.credential.Uid), int(a.credential.Gid))
}
