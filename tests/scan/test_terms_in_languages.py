"""Sentences about the weights in several languages: those that set terms, and those that set none."""

from __future__ import annotations

import pytest
from support.looking import APACHE, WEIGHTS, governing, look

LIMITS = (
    "Weights are provided for research purposes and should not be used for commercial applications.",
    "You can request a commercial license for the model by contacting sales@acme.io.",
    "Our checkpoints inherit the license of Llama 2.",
    "The use of the model weights is subject to the Llama 2 Community License.",
    "Released as a research preview intended for non-commercial use only.",
    "Model weights: available for academic purposes, for commercial usage contact sales@acme.io.",
    "The weights are free for academic use; companies should email us first.",
    "The LoRA weights follow the license of the base model.",
    "Since it is trained from LLaMA, the model must comply with LLaMA's license.",
    "The weights in this repo are not open source.",
    "The released weights cannot be used for commercial purposes because of the training data.",
    "As the training data is non-commercial, the weights are restricted to non-commercial use as well.",
    "Model License: same as the base model",
    "The pretrained weights have their own license, see the Hub.",
    "The checkpoints are distributed under a custom license.",
    "The models are only available to members of the consortium.",
    "The model may not be used by companies with more than 50 employees.",
    "The licence of the weights differs from that of the code.",
    "The license of the model weights has not been decided yet.",
    "Any commercial exploitation of the models requires our written consent.",
    "The weights can be used for research; other uses are prohibited.",
    "It is not allowed to use the model for business.",
    "These checkpoints are licensed for internal evaluation only.",
    "We share the model weights with academic researchers upon request.",
    "Please fill in this form to get access to the model weights.",
    "Model weights are released under a research license.",
    "The weights are provided for educational use only.",
    "Note: the pretrained models are trained on ImageNet and are therefore for non-commercial research only.",
    "If you want to use the model commercially, you need to obtain a license from us.",
    "Using the model for commercial purposes is strictly forbidden.",
    "The pretrained model is shared under the same license as Stable Diffusion.",
    "The models are derived from Gemma and governed by the Gemma Terms of Use.",
    "Please respect the license of the original LLaMA weights when using our deltas.",
    "The checkpoint is subject to the terms of the upstream model.",
    "模型权重遵循基座模型的许可证。",
    "本模型权重不开放商用。",
    "模型的使用请遵循 Llama 2 的许可协议。",
    "权重禁止用于盈利。",
    "模型权重需填写申请表后获取。",
    "模型仅供科研使用。",
    "模型权重采用自定义许可证。",
    "权重在填写问卷进行登记后允许免费商业使用。",
    "學習後的模型權重僅供研究使用。",
    "模型權重不得作商業用途。",
    "本项目的模型权重只用于学术研究。",
    "模型权重申请请发送邮件至 a@b.cn。",
    "使用模型前请先同意用户协议。",
    "本模型仅可用于非商业目的。",
    "模型权重需遵循 CC BY-NC 4.0 协议。",
    "商业使用请获得书面许可。",
    "モデルの重みは研究目的に限り利用できます。",
    "学習済みモデルの商用利用は禁止されています。",
    "商用利用をご希望の場合はお問い合わせください。",
    "モデルのライセンスはベースモデルに準じます。",
    "モデルはLlama 2のライセンスに従います。",
    "重みは非商用ライセンスで公開しています。",
    "学習済みモデルは学術研究用途でのみ使用可能です。",
    "モデルの重みの利用には別途契約が必要です。",
    "本モデルを営利目的で利用することはできません。",
    "学習済みモデルは個人利用および研究利用に限ります。",
    "商用利用は別途ご相談ください。",
    "モデルの再配布は禁止です。",
    "모델 가중치는 연구 목적으로만 사용할 수 있습니다.",
    "학습된 모델의 상업적 이용은 금지됩니다.",
    "상업적 사용을 원하시면 문의해 주세요.",
    "모델은 베이스 모델의 라이선스를 따릅니다.",
    "가중치는 비상업적 용도로만 제공됩니다.",
    "모델 가중치는 신청 후 제공됩니다.",
    "이 모델은 Llama 2 라이선스를 따릅니다.",
    "모델은 비영리 목적에 한해 사용할 수 있습니다.",
    "상업적으로 사용할 수 없습니다.",
    "모델 가중치의 재배포를 금지합니다.",
    "Коммерческое использование моделей запрещено.",
    "Модель предназначена только для некоммерческого использования.",
)

NO_LIMITS = (
    "We compare our model with commercial models such as GPT-4.",
    "Non-commercial datasets were excluded from the training data of the model.",
    "You may use the model for any purpose, including commercial ones.",
    "The training data was licensed from a publisher.",
    "We do not use outputs of ChatGPT, as its terms forbid training models on them.",
    "The CelebA dataset is available for non-commercial research purposes only.",
    "The demo on our website is for research preview only.",
    "Enterprise support is available, contact us at sales@acme.io.",
    "This is not an official Acme product.",
    "The model reaches the quality of proprietary systems.",
    "The model was trained on 8 A100 GPUs for academic benchmarks only a week ago.",
    "The evaluation code is for research only in the sense that it is slow.",
    "Unlike other models, whose weights are for research only, ours are free for commercial use.",
    "If you use our models in academic or commercial work, please cite us.",
    "Please contact us if you have questions about the model.",
    "We thank Acme for the compute and Big for their non-commercial license of the data.",
    "The models can be used commercially without any restriction.",
    "It cannot be used with older versions of the library.",
    "The model should not be used for medical decisions without a doctor.",
    "Our paper was accepted; the model and code are now available.",
    "The weights are only 300 MB and can be used in research and industry.",
    "The model is not perfect and may produce harmful content.",
    "We only release the weights of the base model.",
    "We exclusively use public data for research and training of the model.",
    "To use the dataset you have to agree to its terms of use.",
    "Only the encoder of the model is used for academic benchmarks.",
    "The model outperforms commercial APIs on academic benchmarks only slightly.",
    "The models do not require a license key.",
    "The model can only be used with version 2 of the library.",
    "Only academic papers were used to evaluate the models.",
    "Our weights, unlike those of LLaMA, are not limited to research.",
    "We release the code and models to promote open research.",
    "The models are released for research and commercial use.",
    "Please fill in this form to join our mailing list about the model.",
    "模型效果可比商业闭源模型。",
    "数据集仅供学术研究使用。",
    "该演示仅供研究预览。",
    "感谢 Meta 提供的模型和许可。",
    "训练数据由于版权原因不能公开。",
    "该模型只能在 Linux 上使用。",
    "模型只支持英文。",
    "使用前请先安装依赖。",
    "欢迎学术界和工业界使用本模型。",
    "商务合作请联系我们。",
    "请勿使用旧版本的模型。",
    "我们的模型在学术任务上优于商业模型。",
    "模型只需要一张显卡即可用于研究。",
    "モデルは商用利用可能です。",
    "データセットは研究目的でのみ利用できます。",
    "商用モデルと比較して高い性能を示します。",
    "モデルを利用した場合は論文を引用してください。",
    "モデルの出力には誤りが含まれる可能性があります。",
    "学習には研究用のデータのみを使用しました。",
    "このモデルは古いバージョンでは使用できません。",
    "学習データは著作権の都合で公開できません。",
    "モデルはLinuxでのみ動作します。",
    "研究者も企業もモデルを自由に利用できます。",
    "モデルの商用利用に関する制限はありません。",
    "旧バージョンのモデルは利用しないでください。",
    "이 모델은 상업적으로 이용할 수 있습니다.",
    "데이터셋은 연구 목적으로만 사용할 수 있습니다.",
    "상업용 모델과 비교하여 우수한 성능을 보입니다.",
    "모델을 사용하면 논문을 인용해 주세요.",
    "연구자들만 참여한 평가에서 모델이 우수했습니다.",
    "학습 데이터는 저작권 문제로 공개할 수 없습니다.",
    "모델은 리눅스에서만 동작합니다.",
    "누구나 자유롭게 모델을 사용할 수 있습니다.",
    "이전 버전의 모델은 사용할 수 없습니다.",
    "Модель можно использовать в коммерческих целях.",
    "Данные доступны только для исследований.",
    "Модель превосходит коммерческие модели.",
    "Модель обучена только на научных текстах.",
    "Модель работает только на Linux.",
)


def read_weights(text: str) -> str:
    found = governing(look({"LICENSE": APACHE, "README.md": f"{WEIGHTS}\n{text}\n"}))
    return found[1] if found else ""


@pytest.mark.parametrize("text", LIMITS)
def test_terms_of_the_weights_are_read(text: str) -> None:
    assert read_weights(text) in {"no", "unknown"}


@pytest.mark.parametrize("text", NO_LIMITS)
def test_what_sets_no_terms_leaves_the_license_of_the_repository(text: str) -> None:
    assert read_weights(text) == "yes"


@pytest.mark.parametrize(
    ("rest", "texts"),
    [
        (
            "Das ist unser Modell und die Gewichte sind da für alle.",
            (
                "Für kommerzielle Nutzung kontaktieren Sie uns bitte.",
                "Die Modelle unterliegen der Lizenz des Basismodells.",
                "Für die Nutzung der Gewichte ist eine Genehmigung erforderlich.",
            ),
        ),
        (
            "Le modèle et les poids sont pour tous, la recherche est pour une autre fois.",
            (
                "Pour un usage commercial, veuillez nous contacter.",
                "Les modèles sont soumis à la licence du modèle de base.",
                "Les poids ne peuvent être utilisés que pour la recherche.",
            ),
        ),
        (
            "El modelo y los pesos son para todos con una interfaz.",
            (
                "Para uso comercial, póngase en contacto con nosotros.",
                "Los modelos están sujetos a la licencia del modelo base.",
                "El uso del modelo está limitado a la investigación.",
            ),
        ),
        (
            "O modelo e os pesos são para uma comunidade com todos.",
            ("Os modelos estão sujeitos à licença do modelo base.", "O uso do modelo é restrito à pesquisa."),
        ),
        (
            "Il modello e i pesi sono per tutti, la storia del progetto è una.",
            (
                "Per uso commerciale, contattateci.",
                "I modelli sono soggetti alla licenza del modello base.",
                "L'uso del modello è limitato alla ricerca.",
            ),
        ),
    ],
)
def test_terms_in_languages_of_europe_are_read(rest: str, texts: tuple[str, ...]) -> None:
    assert read_weights(rest) == "yes"
    assert [read_weights(f"{each}\n\n{rest}") for each in texts if read_weights(f"{each}\n\n{rest}") == "yes"] == []
