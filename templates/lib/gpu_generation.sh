# Which generation a GPU is of, by its PCI device number, and which drivers serve it.
#
# Sources: from Turing on the table of compatible GPUs in NVIDIA's open-gpu-kernel-modules (README.md); before it NVIDIA's list of
# supported chips, as in pci.ids. Drivers: NVIDIA Driver Installation Guide, "Kernel Modules" (open modules from Turing on, no
# proprietary ones from 620 on; 580 is the last branch for Maxwell to Volta, 470 for Kepler), MIG User Guide (Blackwell from 570 on).

# Sets gpu_generation: kepler (or older), maxwell, pascal, volta, turing, ampere, hopper, ada, blackwell, newer or unknown.
gpu_generation() {
  case $1 in
    0[0-9a-f]?? | 10[0-9a-f]? | 11[0-9a-f]? | 12[0-9a-f]?) gpu_generation=kepler ;;
    13[4-9a-f]? | 14[0-3]? | 16[0-7]? | 174? | 179? | 17[c-f]?) gpu_generation=maxwell ;;
    15[ef]? | 17[23]? | 1b?? | 1c?? | 1d[0-7]?) gpu_generation=pascal ;;
    1d[89a-f]?) gpu_generation=volta ;;
    1e?? | 1f?? | 21[89a-f]?) gpu_generation=turing ;;
    20[89a-f]? | 22?? | 24?? | 25??) gpu_generation=ampere ;;
    23??) gpu_generation=hopper ;;
    26?? | 27?? | 28??) gpu_generation=ada ;;
    29?? | 2b?? | 2c?? | 2d?? | 2e?? | 2f?? | 31[89a-f]?) gpu_generation=blackwell ;;
    3??? | [4-9a-f]???) gpu_generation=newer ;;
    *) gpu_generation=unknown ;;
  esac
}

# What drivers serve all cards of gpu_survey. Sets gpu_generations, gpu_flavours (open, proprietary or "open proprietary"; empty where no
# driver serves them all), gpu_oldest_branch and gpu_newest_branch (0 for no limit).
gpu_driver_limits() {
  gpu_generations='' gpu_flavours='open proprietary' gpu_oldest_branch=0 gpu_newest_branch=0
  while read -r gpu_slot gpu_device gpu_holder; do
    [ -n "$gpu_slot" ] || continue
    case $gpu_holder in vfio-pci | pci-stub | pciback) continue ;; esac
    gpu_generation "$gpu_device"
    case " $gpu_generations " in
      *" $gpu_generation "*) continue ;;
    esac
    gpu_generations="$gpu_generations${gpu_generations:+ }$gpu_generation"
    case $gpu_generation in
      kepler) gpu_limit proprietary 0 470 ;;
      maxwell | pascal | volta) gpu_limit proprietary 0 580 ;;
      blackwell) gpu_limit open 570 0 ;;
      newer) gpu_limit open 580 0 ;;
      hopper | ada) gpu_limit 'open proprietary' 525 0 ;;
      ampere) gpu_limit 'open proprietary' 450 0 ;;
    esac
  done <<PODWRIGHT_CARDS
$gpu_cards
PODWRIGHT_CARDS
  if [ "$gpu_newest_branch" != 0 ] && [ "$gpu_newest_branch" -lt "$gpu_oldest_branch" ]; then gpu_flavours=''; fi
}

# gpu_limit FLAVOURS OLDEST NEWEST: narrows what is allowed.
gpu_limit() {
  gpu_value=''
  for gpu_word in $gpu_flavours; do
    case " $1 " in
      *" $gpu_word "*) gpu_value="$gpu_value${gpu_value:+ }$gpu_word" ;;
    esac
  done
  gpu_flavours=$gpu_value
  [ "$2" -le "$gpu_oldest_branch" ] || gpu_oldest_branch=$2
  if [ "$3" != 0 ] && { [ "$gpu_newest_branch" = 0 ] || [ "$3" -lt "$gpu_newest_branch" ]; }; then gpu_newest_branch=$3; fi
}
